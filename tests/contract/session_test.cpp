#include "client/api/session.hpp"

#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "node/auth/token.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

HttpReply sign_in(const std::string& login, const std::string& password, bool stay = false) {
  const std::string body = api::encode(api::SignIn{.login = login, .password = password, .stay = stay});
  return contract_node().call({.method = "POST", .path = "/v1/session", .body = body});
}

}  // namespace

TEST_CASE("A person signs in, is known by the token, and is nobody after signing out", "[session]") {
  ContractNode& node = contract_node();
  const std::string address = "ann@" + node.make_domain();
  node.make_reader(address);
  const HttpReply reply = sign_in(address, kPassword);
  REQUIRE(reply.status == 201);
  const auto session = api::decode_session(reply.body);
  REQUIRE(session);
  CHECK(session->me.login == address);
  CHECK(session->me.addresses == std::vector{address});
  CHECK(session->me.undo_window_secs == 1);
  CHECK(session->me.retention_days == 30);
  const auto left = session->expires_at - SystemClock().wall_now();
  CHECK((left > std::chrono::minutes(11 * 60 + 58) && left <= std::chrono::hours(12)));

  const Person ann{.id = 0, .login = address, .token = session->token};
  const auto me = api::decode_me(node.get(ann, "/v1/me").body);
  REQUIRE(me);
  CHECK(*me == session->me);

  CHECK(node.call({.method = "DELETE", .path = "/v1/session", .token = ann.token}).status == 204);
  CHECK(node.get(ann, "/v1/me").status == 401);
}

TEST_CASE("Who wants to stay stays for thirty days", "[session]") {
  ContractNode& node = contract_node();
  const std::string address = "stay@" + node.make_domain();
  node.make_reader(address);
  const auto session = api::decode_session(sign_in(address, kPassword, true).body);
  REQUIRE(session);
  CHECK(session->expires_at - SystemClock().wall_now() > std::chrono::hours(29 * 24));
}

TEST_CASE("The store never holds a token", "[session]") {
  ContractNode& node = contract_node();
  const Person ann = node.make_reader("hash@" + node.make_domain());
  CHECK_FALSE(node.storage().accounts().find_session(ann.token));
  CHECK(node.storage().accounts().find_session(auth::hash_token(ann.token)));
}

TEST_CASE("A wrong password and an unknown name get the same answer", "[session]") {
  ContractNode& node = contract_node();
  const std::string address = "bob@" + node.make_domain();
  node.make_reader(address);
  const HttpReply wrong = sign_in(address, "not this one");
  const HttpReply unknown = sign_in("nobody@" + address.substr(4), "not this one");
  CHECK(wrong.status == 401);
  CHECK(unknown.status == 401);
  CHECK(api::decode_error(401, wrong.body, "").message == api::decode_error(401, unknown.body, "").message);
}

TEST_CASE("Guessing a password is slowed down, even when the next guess is right", "[session]") {
  ContractNode& node = contract_node();
  const std::string address = "guessed@" + node.make_domain();
  node.make_reader(address);
  for (int i = 0; i < 5; ++i) CHECK(sign_in(address, "guess").status == 401);
  const HttpReply stopped = sign_in(address, kPassword);
  CHECK(stopped.status == 429);
  CHECK(std::stoi(stopped.headers.at("retry-after")) >= 1);
}

TEST_CASE("What is wrong with a sign-in is named", "[session]") {
  ContractNode& node = contract_node();
  const auto field_of = [&](const std::string& body) {
    const HttpReply reply = node.call({.method = "POST", .path = "/v1/session", .body = body});
    CHECK(reply.status == 400);
    return api::decode_error(reply.status, reply.body, "").field;
  };
  CHECK(field_of(R"({"login":"","password":"x"})") == "login");
  CHECK(field_of(R"({"login":"x","password":""})") == "password");
  CHECK(field_of(R"({"login":"x"})") == "password");
  CHECK(node.call({.method = "POST", .path = "/v1/session", .body = "not json"}).status == 400);
  CHECK(node.call({.method = "POST", .path = "/v1/session", .body = std::string(20'000, 'x')}).status == 413);
}

TEST_CASE("No token, a made-up one and an expired one are all nobody", "[session]") {
  ContractNode& node = contract_node();
  CHECK(node.call({.path = "/v1/me"}).status == 401);
  CHECK(node.call({.path = "/v1/me", .token = "made-up"}).status == 401);
  const Person ann = node.make_reader("old@" + node.make_domain());
  const std::string token = auth::make_token();
  REQUIRE(node.storage().accounts().add_session({.token_hash = auth::hash_token(token),
                                                 .user_id = ann.id,
                                                 .created_at = {},
                                                 .expires_at = SystemClock().wall_now() - std::chrono::seconds(1)}));
  CHECK(node.call({.path = "/v1/me", .token = token}).status == 401);
}

TEST_CASE("Settings change one by one, are kept, and a wrong one is named", "[me]") {
  ContractNode& node = contract_node();
  const Person ann = node.make_reader("settings@" + node.make_domain());
  const auto patch = [&](const std::string& body) {
    return node.call({.method = "PATCH", .path = "/v1/me/settings", .token = ann.token, .body = body});
  };
  CHECK(patch(R"({"theme":"dark","language":"de-AT"})").status == 200);
  CHECK(patch(R"({"density":"compact","columns":["from","subject"],"future":1})").status == 200);
  const auto me = api::decode_me(node.get(ann, "/v1/me").body);
  REQUIRE(me);
  CHECK(me->settings ==
        api::Settings{.language = "de-AT", .time_zone = "", .theme = "dark", .density = "compact", .columns = {"from", "subject"}});
  for (const auto& [body, field] : std::map<std::string, std::string>{{R"({"theme":"pink"})", "theme"},
                                                                      {R"({"density":"huge"})", "density"},
                                                                      {R"({"language":"<b>"})", "language"},
                                                                      {R"({"time_zone":"a b"})", "time_zone"},
                                                                      {R"({"columns":["a","a"]})", "columns"},
                                                                      {R"({"columns":"a"})", "columns"}}) {
    const HttpReply reply = patch(body);
    INFO(body);
    CHECK(reply.status == 400);
    CHECK(api::decode_error(400, reply.body, "").field.ends_with(field));
  }
}

}  // namespace pratique::test
