#include "client/api/second_factor.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "client/api/error_code.hpp"
#include "client/api/session.hpp"
#include "client/api/ticket.hpp"
#include "node/auth/totp.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

std::string bytes_of(const std::string& base32) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : base32) {
    bits = bits << 5 | static_cast<std::uint32_t>(std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(c));
    if ((count += 5) >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xFFu);
  }
  return out;
}

std::int64_t step_now() {
  return SystemClock().wall_now().time_since_epoch().count() / 30'000;
}

HttpReply sign_in(const std::string& login, const std::string& code, const std::string& password = kPassword) {
  const std::string body = R"({"login":")" + login + R"(","password":")" + password + R"(","code":")" + code + R"("})";
  return contract_node().call({.method = "POST", .path = "/v1/session", .body = body});
}

HttpReply put(const Person& person, const std::string& code) {
  return contract_node().call({.method = "PUT", .path = "/v1/me/totp", .token = person.token, .body = R"({"code":")" + code + R"("})"});
}

HttpReply remove(const Person& person, const std::string& body) {
  return contract_node().call({.method = "DELETE", .path = "/v1/me/totp", .token = person.token, .body = body});
}

// With the factor on; the code of the step before this one is used up.
struct Guarded {
  explicit Guarded(const std::string& name) : person(contract_node().make_reader(name + "@" + contract_node().make_domain())) {
    const HttpReply begun = contract_node().post(person, "/v1/me/totp");
    REQUIRE(begun.status == 201);
    offer = api::decode_second_factor_offer(begun.body).value();
    secret = bytes_of(offer.secret);
    const HttpReply confirmed = put(person, auth::hotp(secret, step_now() - 1));
    INFO(confirmed.body);
    REQUIRE(confirmed.status == 200);
    recovery = api::decode_recovery_codes(confirmed.body).value().codes;
  }
  Person person;
  api::SecondFactorOffer offer;
  std::string secret;
  std::vector<std::string> recovery;
};

}  // namespace

TEST_CASE("With the second factor on, the password alone is not enough, and each code works once", "[second_factor]") {
  const Guarded ann("ann");
  const HttpReply asked = sign_in(ann.person.login, "");
  CHECK(asked.status == 401);
  CHECK(asked.body.find(R"("code":"second_factor")") != std::string::npos);
  CHECK(api::decode_error(401, asked.body, "").code == base::ErrorCode::Unauthenticated);  // what an older client makes of it
  const std::string code = auth::hotp(ann.secret, step_now());
  CHECK(sign_in(ann.person.login, code, "not the password").body.find("second_factor") == std::string::npos);
  CHECK(sign_in(ann.person.login, code).status == 201);
  CHECK(sign_in(ann.person.login, code).status == 401);
  CHECK(sign_in(ann.person.login, auth::hotp(ann.secret, step_now() - 1)).status == 401);
}

TEST_CASE("A recovery code works once, however it is typed", "[second_factor]") {
  ContractNode& node = contract_node();
  const Guarded ann("ann");
  CHECK(std::set(ann.recovery.begin(), ann.recovery.end()).size() == 10);
  std::string typed = ann.recovery[3];
  for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  CHECK(sign_in(ann.person.login, typed).status == 201);
  CHECK(sign_in(ann.person.login, ann.recovery[3]).status == 401);
  CHECK(sign_in(ann.person.login, ann.recovery[4]).status == 201);
  CHECK(api::decode_second_factor_state(node.get(ann.person, "/v1/me/totp").body).value() == api::SecondFactorState{true, 8});
  const auto events = api::decode_sign_in_event_page(node.get(ann.person, "/v1/sign-ins").body).value().items;
  CHECK(std::ranges::count(events, api::SignInEventKind::RecoveryCode, &api::SignInEvent::kind) == 2);
  CHECK(std::ranges::count(events, api::SignInEventKind::SecondFactorOn, &api::SignInEvent::kind) == 1);
}

TEST_CASE("Guessing codes is slowed down, even when the next guess is right", "[second_factor]") {
  const Guarded ann("ann");
  for (int i = 0; i < 5; ++i) CHECK(sign_in(ann.person.login, "00000" + std::to_string(i)).status == 401);
  const HttpReply stopped = sign_in(ann.person.login, auth::hotp(ann.secret, step_now()));
  CHECK(stopped.status == 429);
}

TEST_CASE("The factor is on once a code was right, and that ends the other sessions", "[second_factor]") {
  ContractNode& node = contract_node();
  const Person ann = node.make_reader("ann@" + node.make_domain());
  CHECK(put(ann, "123456").status == 409);
  const auto first = api::decode_second_factor_offer(node.post(ann, "/v1/me/totp").body).value();
  const auto offer = api::decode_second_factor_offer(node.post(ann, "/v1/me/totp").body).value();
  CHECK(first.secret != offer.secret);
  CHECK(offer.uri.find("secret=" + offer.secret) != std::string::npos);
  CHECK(offer.uri.starts_with("otpauth://totp/Pratique:ann%40"));
  const HttpReply elsewhere = sign_in(ann.login, "");
  CHECK(elsewhere.status == 201);
  const HttpReply wrong = put(ann, auth::hotp(bytes_of(first.secret), step_now()));
  CHECK(wrong.status == 400);
  CHECK(api::decode_error(400, wrong.body, "").field == "code");
  CHECK(put(ann, auth::hotp(bytes_of(offer.secret), step_now())).status == 200);
  const Person other{.id = 0, .login = ann.login, .token = api::decode_session(elsewhere.body).value().token};
  CHECK(node.get(other, "/v1/me").status == 401);
  CHECK(node.get(ann, "/v1/me").status == 200);
  CHECK(node.post(ann, "/v1/me/totp").status == 409);
}

TEST_CASE("The factor goes with the password or a code, and not without", "[second_factor]") {
  ContractNode& node = contract_node();
  const Guarded ann("ann");
  CHECK(remove(ann.person, "{}").status == 400);
  CHECK(api::decode_error(400, remove(ann.person, R"({"password":"wrong one"})").body, "").field == "password");
  CHECK(api::decode_error(400, remove(ann.person, R"({"code":"000000"})").body, "").field == "code");
  CHECK(api::decode_second_factor_state(node.get(ann.person, "/v1/me/totp").body).value().is_on);
  CHECK(remove(ann.person, R"({"code":")" + ann.recovery[0] + "\"}").status == 204);
  CHECK(sign_in(ann.person.login, "").status == 201);
  CHECK(remove(ann.person, std::string(R"({"password":")") + kPassword + "\"}").status == 404);
  const Guarded bob("bob");
  CHECK(remove(bob.person, std::string(R"({"password":")") + kPassword + "\"}").status == 204);
}

TEST_CASE("What the store holds gives no secret, and a panel's ticket is not asked for a code", "[second_factor]") {
  ContractNode& node = contract_node();
  const Guarded ann("ann");
  const auto stored = node.storage().second_factors().find(ann.person.id).value();
  CHECK(stored.sealed_secret.find(ann.offer.secret) == std::string::npos);
  CHECK(stored.sealed_secret.size() > 2 * (ann.secret.size() + 40));
  const std::string domain = ann.person.login.substr(4);
  const Person panel = node.make_person("panel-" + domain, api::Role::Admin, {}, {domain});
  const auto ticket =
      api::decode_ticket(node.post(panel, "/v1/authtickets", api::encode(api::NewTicket{ann.person.login, "", ""})).body).value();
  CHECK(node.call({.method = "POST", .path = "/v1/session/ticket", .body = api::encode(api::TicketSignIn{ticket.ticket})}).status == 201);
}

}  // namespace pratique::test
