#include "client/api/login_link.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "client/api/open_session.hpp"
#include "client/api/session.hpp"
#include "client/api/ticket.hpp"
#include "node/auth/token.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

namespace pratique::test {
namespace {

HttpReply ask(const std::string& login, const std::string& language = "en") {
  return contract_node().call(
      {.method = "POST", .path = "/v1/session/link", .body = R"({"login":")" + login + R"(","language":")" + language + "\"}"});
}

HttpReply use(const std::string& link) {
  return contract_node().call({.method = "POST", .path = "/v1/session/link/use", .body = R"({"link":")" + link + "\"}"});
}

std::vector<ReceivedMail> mails_at(const FakeMailServer& server, std::size_t count) {
  for (int i = 0; i < 200 && server.mails().size() < count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(25));
  return server.mails();
}

// Quoted-printable of what we write: soft line ends and =XX.
std::string unquoted(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (text.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else if (const std::string digits = text.substr(i + 1, 2); digits.find_first_not_of("0123456789ABCDEF") == std::string::npos) {
      out += static_cast<char>(std::stoi(digits, nullptr, 16));
      i += 2;
    } else {
      out += '=';  // of a header
    }
  }
  return out;
}

std::string link_in(const std::string& bytes) {
  const std::string text = unquoted(bytes);
  const std::string start = "https://portal.example/#link=";
  const auto at = text.find(start);
  REQUIRE(at != std::string::npos);
  return text.substr(at + start.size(), 43);
}

}  // namespace

TEST_CASE("A link comes to the mailbox by the domain's own route, signs in once and is then used up", "[login_link]") {
  ContractNode& node = contract_node();
  const FakeMailServer server(FakeProtocol::Smtp);
  const std::string address = "ann@" + node.make_domain(server.port());
  node.make_reader(address);
  CHECK(ask(address).status == 202);
  const auto mails = mails_at(server, 1);
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].rcpt_to == "RCPT TO:<" + address + ">");
  CHECK(mails[0].mail_from.starts_with("MAIL FROM:<>"));
  CHECK(mails[0].bytes.find("Auto-Submitted: auto-generated\r\n") != std::string::npos);
  CHECK(mails[0].bytes.find("Subject: Your link to sign in\r\n") != std::string::npos);
  CHECK(mails[0].bytes.find("text/plain") != std::string::npos);
  CHECK(mails[0].bytes.find("text/html") != std::string::npos);
  const std::string link = link_in(mails[0].bytes);
  CHECK_FALSE(node.storage().sign_ins().find_link(link));
  const HttpReply opened = use(link);
  REQUIRE(opened.status == 201);
  const Person ann{.id = 0, .login = address, .token = api::decode_session(opened.body).value().token};
  const auto sessions = api::decode_open_session_page(node.get(ann, "/v1/sessions").body).value().items;
  CHECK(std::ranges::find_if(sessions, &api::OpenSession::is_this)->origin == api::SessionOrigin::Link);
  CHECK(use(link).status == 401);
  const auto events = api::decode_sign_in_event_page(node.get(ann, "/v1/sign-ins").body).value().items;
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == api::SignInEventKind::Link);
  CHECK(events[1].kind == api::SignInEventKind::LinkSent);
}

TEST_CASE("The mail is in the account's language, and else in that of the page", "[login_link]") {
  ContractNode& node = contract_node();
  const FakeMailServer server(FakeProtocol::Lmtp);
  const std::string domain = node.make_domain(server.port(), storage::RouteProtocol::Lmtp);
  node.make_reader("ann@" + domain);
  CHECK(ask("ann@" + domain, "de-AT").status == 202);
  const Person bob = node.make_reader("bob@" + domain);
  REQUIRE(node.storage().accounts().set_settings(bob.id, {.language = "en"}));
  CHECK(mails_at(server, 1).size() == 1);
  CHECK(ask("bob@" + domain, "de").status == 202);
  const auto mails = mails_at(server, 2);
  REQUIRE(mails.size() == 2);
  CHECK(unquoted(mails[0].bytes).find("Öffnen Sie diesen Link") != std::string::npos);
  CHECK(mails[1].bytes.find("Your link to sign in") != std::string::npos);
}

TEST_CASE("The answer does not tell who has an account, and administrators get no link", "[login_link]") {
  ContractNode& node = contract_node();
  const FakeMailServer server(FakeProtocol::Smtp);
  const std::string domain = node.make_domain(server.port());
  node.make_reader("ann@" + domain);
  node.make_person("root@" + domain, api::Role::SuperAdmin, {});
  const HttpReply nobody = ask("nobody@" + domain);
  const HttpReply root = ask("root@" + domain);
  const HttpReply known = ask("ann@" + domain);
  for (const HttpReply& reply : {nobody, root, known}) {
    CHECK(reply.status == 202);
    CHECK(reply.body == known.body);
  }
  CHECK(mails_at(server, 1).size() == 1);
  CHECK(server.mails()[0].rcpt_to == "RCPT TO:<ann@" + domain + ">");
}

TEST_CASE("A link that is over, changed or made up opens nothing; asking too often waits", "[login_link]") {
  ContractNode& node = contract_node();
  const Person ann = node.make_reader("ann@" + node.make_domain());
  const std::string old = auth::make_token();
  REQUIRE(node.storage().sign_ins().add_link(
      {.token_hash = auth::hash_token(old), .user_id = ann.id, .expires_at = SystemClock().wall_now() - std::chrono::seconds(1)}));
  std::string changed = auth::make_token();
  REQUIRE(node.storage().sign_ins().add_link(
      {.token_hash = auth::hash_token(changed), .user_id = ann.id, .expires_at = SystemClock().wall_now() + std::chrono::minutes(1)}));
  const std::string good = changed;
  changed[42] = changed[42] == 'A' ? 'B' : 'A';
  for (const std::string& link : {old, changed, auth::make_token(), std::string("'; --"), std::string()}) CHECK(use(link).status == 401);
  CHECK(use(good).status == 201);
  CHECK(ask("").status == 400);
  const std::string often = "often@" + node.make_domain();
  for (int i = 0; i < 3; ++i) CHECK(ask(often).status == 202);
  CHECK(ask(often).status == 429);
}

}  // namespace pratique::test
