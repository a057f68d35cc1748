#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "client/api/ticket.hpp"
#include "node/auth/token.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

HttpReply ask_ticket(const Person& person, const api::NewTicket& wanted) {
  return contract_node().post(person, "/v1/authtickets", api::encode(wanted));
}

api::Ticket ticket_for(const Person& person, const std::string& login, const std::string& identifier = "", const std::string& url = "") {
  const HttpReply reply = ask_ticket(person, {login, identifier, url});
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return api::decode_ticket(reply.body).value();
}

HttpReply redeem(const std::string& ticket) {
  return contract_node().call({.method = "POST", .path = "/v1/session/ticket", .body = api::encode(api::TicketSignIn{ticket})});
}

Person admin_of(const std::string& name, std::vector<std::string> domains) {
  return contract_node().make_person(name, api::Role::Admin, {}, std::move(domains));
}

}  // namespace

TEST_CASE("A ticket opens the portal of a mailbox that has no account yet, several times, and sees that mailbox alone", "[tickets]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const Person panel = admin_of("panel-" + domain, {domain});
  const auto ticket = ticket_for(panel, "ann@" + domain, "reseller-7", "https://panel.example/bye?x=1");
  CHECK(ticket.ticket.size() == 40);
  CHECK(ticket.expires_at - SystemClock().wall_now() <= std::chrono::minutes(15));
  const auto mine = node.hold("ann@" + domain, plain_mail("ann@" + domain));
  const auto other = node.hold("bob@" + domain, plain_mail("bob@" + domain));
  for (int use = 0; use < 2; ++use) {
    const auto opened = api::decode_ticket_session(redeem(ticket.ticket).body);
    REQUIRE(opened);
    CHECK(opened->logout_url == "https://panel.example/bye?x=1");
    CHECK(opened->session.me.role == api::Role::Email);
    CHECK(opened->session.me.addresses == std::vector{"ann@" + domain});
    const Person ann{.id = 0, .login = "ann", .token = opened->session.token};
    CHECK(node.get(ann, "/v1/messages/" + mine.value).status == 200);
    CHECK(node.get(ann, "/v1/messages/" + other.value).status == 404);
  }
}

TEST_CASE("A ticket of a domain opens nothing of another", "[tickets]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const std::string foreign = node.make_domain();
  const Person panel = admin_of("panel-" + domain, {domain});
  const auto opened = api::decode_ticket_session(redeem(ticket_for(panel, domain).ticket).body);
  REQUIRE(opened);
  CHECK(opened->session.me.role == api::Role::Domain);
  CHECK(opened->session.me.domains == std::vector{domain});
  const Person office{.id = 0, .login = domain, .token = opened->session.token};
  CHECK(node.get(office, "/v1/messages/" + node.hold("ann@" + domain, plain_mail("ann@" + domain)).value).status == 200);
  CHECK(node.get(office, "/v1/messages/" + node.hold("ann@" + foreign, plain_mail("ann@" + foreign)).value).status == 404);
  CHECK(ask_ticket(office, {"ann@" + domain, "", ""}).status == 404);
}

TEST_CASE("What is not an administrator's to open is not there", "[tickets]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const std::string foreign = node.make_domain();
  const Person panel = admin_of("panel-" + domain, {domain});
  node.make_person("root@" + domain, api::Role::SuperAdmin, {});
  node.make_person("both@" + domain, api::Role::Email, {"both@" + domain, "both@" + foreign});
  node.make_person("peer-" + domain, api::Role::Admin, {}, {domain});
  for (const std::string& login : {"root@" + domain, "both@" + domain, "peer-" + domain, "ann@" + foreign, foreign,
                                   std::string("nowhere.example"), std::string("not a name"), "@" + domain}) {
    const HttpReply reply = ask_ticket(panel, {login, "", ""});
    INFO(login << ": " << reply.body);
    CHECK((reply.status == 404 || reply.status == 400));
    CHECK(api::decode_error(reply.status, reply.body, "").field == "login");
  }
  CHECK(node.storage().accounts().find_user("ann@" + foreign).error().code == base::ErrorCode::NotFound);
  CHECK(ask_ticket(panel, {panel.login, "", ""}).status == 201);
  CHECK(ask_ticket(node.make_reader("reader@" + domain), {"reader@" + domain, "", ""}).status == 404);
}

TEST_CASE("A ticket that is over, changed or made up opens nothing", "[tickets]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const Person panel = admin_of("panel-" + domain, {domain});
  std::string changed = ticket_for(panel, domain).ticket;
  CHECK_FALSE(node.storage().sign_ins().find_ticket(changed));
  CHECK(node.storage().sign_ins().find_ticket(auth::hash_token(changed)));
  changed[39] = changed[39] == '0' ? '1' : '0';
  const std::string old(40, 'a');
  REQUIRE(node.storage().sign_ins().add_ticket({.token_hash = auth::hash_token(old),
                                                .user_id = panel.id,
                                                .made_by = panel.login,
                                                .identifier = "",
                                                .logout_url = "",
                                                .expires_at = SystemClock().wall_now() - std::chrono::seconds(1)}));
  for (const std::string& ticket : {changed, old, std::string(40, 'b'), std::string("'; --"), std::string()})
    CHECK(redeem(ticket).status == 401);
}

TEST_CASE("What a ticket cannot carry is named", "[tickets]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const Person panel = admin_of("panel-" + domain, {domain});
  const auto field_of = [&](const api::NewTicket& wanted) {
    const HttpReply reply = ask_ticket(panel, wanted);
    CHECK(reply.status == 400);
    return api::decode_error(reply.status, reply.body, "").field;
  };
  CHECK(field_of({"", "", ""}) == "login");
  CHECK(field_of({domain, std::string(801, 'x'), ""}) == "identifier");
  CHECK(field_of({domain, "a\nb", ""}) == "identifier");
  for (const char* url : {"javascript:alert(1)", "https://", "//panel.example", "https:///path", "data:text/html,x", "https://a b"})
    CHECK(field_of({domain, "", url}) == "logout_url");
}

TEST_CASE("The record says who signed in how, to those whom it concerns", "[tickets]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const Person panel = admin_of("panel-" + domain, {domain});
  const auto opened = api::decode_ticket_session(redeem(ticket_for(panel, "ann@" + domain, "reseller-7").ticket).body);
  REQUIRE(opened);
  const Person ann{.id = 0, .login = "ann", .token = opened->session.token};
  const auto events = api::decode_sign_in_event_page(node.get(ann, "/v1/sign-ins").body);
  REQUIRE(events);
  REQUIRE(events->items.size() == 2);
  CHECK(events->items[0].kind == api::SignInEventKind::Ticket);
  CHECK(events->items[0].actor == panel.login);
  CHECK(events->items[0].identifier == "reseller-7");
  CHECK(events->items[0].client_ip == "127.0.0.1");
  CHECK(events->items[1].kind == api::SignInEventKind::TicketMade);
  const auto seen_by_panel = api::decode_sign_in_event_page(node.get(panel, "/v1/sign-ins?limit=200").body);
  REQUIRE(seen_by_panel);
  CHECK(std::ranges::count(seen_by_panel->items, "ann@" + domain, &api::SignInEvent::login) == 2);
  const Person stranger = node.make_reader("stranger@" + node.make_domain());
  const auto strange = api::decode_sign_in_event_page(node.get(stranger, "/v1/sign-ins").body);
  REQUIRE(strange);
  CHECK(std::ranges::count(strange->items, "ann@" + domain, &api::SignInEvent::login) == 0);
  CHECK(node.call({.path = "/v1/sign-ins"}).status == 401);
}

}  // namespace pratique::test
