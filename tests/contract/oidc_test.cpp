// What a provider's sign-in refuses, and who may set one up. A whole round with a real provider: tests/e2e/identity_test.mjs.
#include "client/api/oidc.hpp"

#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "node/auth/token.hpp"
#include "node/domain/digest.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

constexpr const char* kSecret = "of-the-tab";

// A provider that is not one: every question to it is kept, and answered with something else.
std::string with_provider(const std::string& domain) {
  REQUIRE(contract_node().storage().oidc().put({.domain = domain,
                                                .issuer = contract_node().filter().url(),
                                                .client_id = "pratique",
                                                .sealed_secret = {},
                                                .changed_at = SystemClock().wall_now(),
                                                .changed_by = "a test"}));
  return domain;
}

std::string begun(const std::string& domain, std::chrono::seconds life = std::chrono::seconds(60)) {
  const std::string state = auth::make_token();
  REQUIRE(contract_node().storage().oidc().begin({.state_hash = auth::hash_token(state),
                                                  .domain = domain,
                                                  .issuer = contract_node().filter().url(),
                                                  .nonce = "nonce",
                                                  .verifier = "the-verifier",
                                                  .binding = domain::sha256_hex(kSecret),
                                                  .token_endpoint = contract_node().filter().url() + "/token",
                                                  .userinfo_endpoint = {},
                                                  .secret_in_body = false,
                                                  .expires_at = SystemClock().wall_now() + life}));
  return state;
}

HttpReply finish(const std::string& state, const std::string& secret = kSecret, const std::string& iss = "") {
  return contract_node().call(
      {.method = "POST",
       .path = "/v1/session/oidc",
       .body = R"({"code":"the-code","state":")" + state + R"(","secret":")" + secret + R"(","iss":")" + iss + "\"}"});
}

int token_calls() {
  int count = 0;
  for (const ControllerCall& call : contract_node().filter().calls()) count += call.path == "/token" ? 1 : 0;
  return count;
}

HttpReply put(const Person& person, const std::string& domain, const std::string& body) {
  return contract_node().call({.method = "PUT", .path = "/v1/domains/" + domain + "/oidc", .token = person.token, .body = body});
}

}  // namespace

TEST_CASE("A sign-in at a provider ends in the tab that began it, once and in time, or not at all", "[oidc]") {
  ContractNode& node = contract_node();
  const std::string domain = with_provider(node.make_domain());
  node.filter().forget();
  const std::string stolen = begun(domain);
  CHECK(finish(stolen, "of-another-tab").status == 401);
  CHECK(finish(stolen).status == 401);  // used up by the first
  CHECK(finish(begun(domain, std::chrono::seconds(-1))).status == 401);
  CHECK(finish(begun(domain), kSecret, "https://evil.example").status == 401);
  CHECK(finish("made-up").status == 401);
  const std::string moved = begun(domain);
  REQUIRE(node.storage().oidc().put(
      {.domain = domain, .issuer = "https://other.example", .client_id = "x", .sealed_secret = {}, .changed_by = {}}));
  CHECK(finish(moved).status == 401);
  CHECK(token_calls() == 0);

  with_provider(domain);
  CHECK(finish(begun(domain), kSecret, node.filter().url()).status == 401);  // asked, and no ID token came
  CHECK(token_calls() == 1);
  const ControllerCall asked = node.filter().calls().back();
  CHECK(asked.body.find("code=the-code") != std::string::npos);
  CHECK(asked.body.find("code_verifier=the-verifier") != std::string::npos);
  CHECK(asked.body.find("redirect_uri=https%3A%2F%2Fportal.example%2Fv1%2Fsession%2Foidc%2Fcallback") != std::string::npos);
}

TEST_CASE("Whatever goes wrong at the start leads to a page that says so", "[oidc]") {
  ContractNode& node = contract_node();
  const std::string binding(64, 'a');
  const auto start = [&](const std::string& query) { return node.call({.path = "/v1/session/oidc/start?" + query}); };
  CHECK(start("domain=nowhere.example&binding=" + binding).headers.at("location") == "/#oidc=error=not_there");
  CHECK(start("domain=%3Cb%3E&binding=" + binding).headers.at("location") == "/#oidc=error=not_there");
  CHECK(start("domain=nowhere.example").status == 400);
  CHECK(start("domain=nowhere.example&binding=" + std::string(64, 'G')).status == 400);
  const std::string domain = with_provider(node.make_domain());
  const HttpReply no_provider = start("domain=" + domain + "&binding=" + binding);
  CHECK(no_provider.status == 302);
  CHECK(no_provider.headers.at("location") == "/#oidc=error=unavailable");
  const HttpReply back = node.call({.path = "/v1/session/oidc/callback?code=a%26b%23&state=s%0D%0AX-Evil:1"});
  CHECK(back.headers.at("location") == "/#oidc=code=a%26b%23&state=s%0D%0AX-Evil%3A1&iss=");
  CHECK(node.call({.path = "/v1/session/oidc/callback?error=access_denied"}).headers.at("location") == "/#oidc=error=refused");
}

TEST_CASE("A provider is set up by administrators of the domain, and its secret never comes back", "[oidc]") {
  ContractNode& node = contract_node();
  const std::string domain = with_provider(node.make_domain());
  const std::string foreign = node.make_domain();
  const Person admin = node.make_person("admin-" + domain, api::Role::Admin, {}, {domain});
  const std::string body = R"({"issuer":"https://127.0.0.1:9","client_id":"pratique","client_secret":"very secret"})";
  for (const Person& person : {node.make_reader("ann@" + domain), node.make_person("office-" + domain, api::Role::Domain, {}, {domain}),
                               node.make_person("other-" + foreign, api::Role::Admin, {}, {foreign})}) {
    CHECK(put(person, domain, body).status == 404);
    CHECK(node.get(person, "/v1/domains/" + domain + "/oidc").status == 404);
    CHECK(node.call({.method = "DELETE", .path = "/v1/domains/" + domain + "/oidc", .token = person.token}).status == 404);
  }
  CHECK(node.call({.path = "/v1/domains/" + domain + "/oidc"}).status == 401);
  const HttpReply nobody_there = put(admin, domain, body);
  CHECK(nobody_there.status == 422);
  CHECK(api::decode_error(422, nobody_there.body, "").field == "issuer");
  CHECK(nobody_there.body.find("very secret") == std::string::npos);
  const auto field_of = [&](const std::string& wanted) { return api::decode_error(400, put(admin, domain, wanted).body, "").field; };
  CHECK(field_of(R"({"issuer":"http://127.0.0.1:1","client_id":"x"})") == "issuer");  // the operator's alone
  CHECK(field_of(R"({"issuer":"ftp://x","client_id":"x"})") == "issuer");
  CHECK(field_of(R"({"issuer":"https://x.example/?a","client_id":"x"})") == "issuer");
  CHECK(field_of(R"({"issuer":"https://x.example","client_id":""})") == "client_id");
  CHECK(field_of(R"({"issuer":"https://x.example","client_id":"x","client_secret":"a\nb"})") == "client_secret");
  const auto shown = api::decode_oidc_settings(node.get(admin, "/v1/domains/" + domain + "/oidc").body);
  REQUIRE(shown);  // nothing was changed
  CHECK(shown->issuer == node.filter().url());
  CHECK(shown->redirect_uri == "https://portal.example/v1/session/oidc/callback");
  CHECK(node.call({.method = "DELETE", .path = "/v1/domains/" + domain + "/oidc", .token = admin.token}).status == 204);
  CHECK(node.get(admin, "/v1/domains/" + domain + "/oidc").status == 404);
}

}  // namespace pratique::test
