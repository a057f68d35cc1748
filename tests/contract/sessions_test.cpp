#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/open_session.hpp"
#include "client/api/second_factor.hpp"
#include "client/api/session.hpp"
#include "client/api/ticket.hpp"
#include "node/auth/token.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

constexpr const char* kFirefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
constexpr const char* kIphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 "
    "Safari/604.1";

Person signed_in(const std::string& login, const std::string& user_agent) {
  const HttpReply reply = contract_node().call({.method = "POST",
                                                .path = "/v1/session",
                                                .body = api::encode(api::SignIn{.login = login, .password = kPassword}),
                                                .headers = {{"User-Agent", user_agent}}});
  REQUIRE(reply.status == 201);
  return {.id = 0, .login = login, .token = api::decode_session(reply.body).value().token};
}

std::vector<api::OpenSession> sessions_of(const Person& person) {
  const auto page = api::decode_open_session_page(contract_node().get(person, "/v1/sessions").body);
  REQUIRE(page);
  CHECK(page->total == static_cast<std::int64_t>(page->items.size()));
  return page->items;
}

HttpReply end(const Person& person, const std::string& id) {
  return contract_node().call({.method = "DELETE", .path = "/v1/sessions/" + id, .token = person.token});
}

}  // namespace

TEST_CASE("A person sees where he is signed in: how, from where, with what, and which one this is", "[sessions]") {
  ContractNode& node = contract_node();
  const std::string address = "ann@" + node.make_domain();
  node.make_reader(address);
  const Person at_desk = signed_in(address, kFirefox);
  const Person on_phone = signed_in(address, kIphone);
  const auto seen = sessions_of(at_desk);
  REQUIRE(seen.size() == 3);  // the third is the one that the test made by hand
  const auto mine = std::ranges::find_if(seen, &api::OpenSession::is_this);
  REQUIRE(mine != seen.end());
  CHECK(mine->browser == "Firefox");
  CHECK(mine->system == "Linux");
  CHECK(mine->client_ip == "127.0.0.1");
  CHECK(mine->origin == api::SessionOrigin::Password);
  const auto now = SystemClock().wall_now();
  CHECK((mine->last_used_at <= now && now - mine->last_used_at < std::chrono::hours(1)));
  CHECK(std::ranges::count_if(seen, &api::OpenSession::is_this) == 1);
  const auto phone = std::ranges::find(seen, "iOS", &api::OpenSession::system);
  REQUIRE(phone != seen.end());
  CHECK(phone->browser == "Safari");
  const std::string body = node.get(at_desk, "/v1/sessions").body;
  for (const Person& person : {at_desk, on_phone}) {
    CHECK(body.find(person.token) == std::string::npos);
    CHECK(body.find(auth::hash_token(person.token)) == std::string::npos);
  }
}

TEST_CASE("A session that is ended elsewhere is over at once, and nobody ends a stranger's", "[sessions]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  node.make_reader("ann@" + domain);
  const Person at_desk = signed_in("ann@" + domain, kFirefox);
  const Person on_phone = signed_in("ann@" + domain, kIphone);
  const auto seen = sessions_of(at_desk);
  const std::string id = std::ranges::find(seen, "iOS", &api::OpenSession::system)->id;
  const Person office = node.make_person("office-" + domain, api::Role::Domain, {}, {domain});
  const Person root = node.make_person("root-" + domain, api::Role::SuperAdmin, {});
  for (const Person& stranger : {node.make_reader("bob@" + domain), office, root}) CHECK(end(stranger, id).status == 404);
  CHECK(node.get(on_phone, "/v1/me").status == 200);
  CHECK(end(at_desk, id).status == 204);
  CHECK(node.get(on_phone, "/v1/me").status == 401);
  CHECK(end(at_desk, id).status == 404);
  CHECK(node.get(at_desk, "/v1/me").status == 200);
}

TEST_CASE("All other sessions end together, and the one that asks stays", "[sessions]") {
  ContractNode& node = contract_node();
  const std::string address = "ann@" + node.make_domain();
  node.make_reader(address);
  const Person at_desk = signed_in(address, kFirefox);
  const Person on_phone = signed_in(address, kIphone);
  const HttpReply reply = node.call({.method = "DELETE", .path = "/v1/sessions", .token = at_desk.token});
  CHECK(api::decode_ended_sessions(reply.body).value().ended == 2);
  CHECK(node.get(on_phone, "/v1/me").status == 401);
  CHECK(sessions_of(at_desk).size() == 1);
}

TEST_CASE("A changed password ends the sessions elsewhere; without the old one nothing changes", "[sessions]") {
  ContractNode& node = contract_node();
  const std::string address = "ann@" + node.make_domain();
  node.make_reader(address);
  const Person at_desk = signed_in(address, kFirefox);
  const Person on_phone = signed_in(address, kIphone);
  const auto change = [&](const std::string& body) {
    return node.call({.method = "PUT", .path = "/v1/me/password", .token = at_desk.token, .body = body});
  };
  const HttpReply wrong = change(R"({"password":"not this one","new_password":"another good one"})");
  CHECK(wrong.status == 400);
  CHECK(wrong.body.find(R"("field":"password")") != std::string::npos);
  const HttpReply too_short = change(std::string(R"({"password":")") + kPassword + R"(","new_password":"short"})");
  CHECK(too_short.status == 400);
  CHECK(too_short.body.find(R"("field":"new_password")") != std::string::npos);
  CHECK(node.get(on_phone, "/v1/me").status == 200);
  CHECK(change(std::string(R"({"password":")") + kPassword + R"(","new_password":"another good one"})").status == 204);
  CHECK(node.get(on_phone, "/v1/me").status == 401);
  CHECK(node.get(at_desk, "/v1/me").status == 200);
  const auto again = [&](const std::string& password) {
    return node.call({.method = "POST", .path = "/v1/session", .body = api::encode(api::SignIn{.login = address, .password = password})});
  };
  CHECK(again(kPassword).status == 401);
  CHECK(again("another good one").status == 201);
}

}  // namespace pratique::test
