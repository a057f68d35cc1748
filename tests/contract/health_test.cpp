#include "client/api/health.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

namespace pratique::test {
namespace {

const api::HealthCheck& check_of(const api::Health& health, std::string_view name, std::string_view of = {}) {
  const auto found = std::ranges::find_if(
      health.checks, [&](const api::HealthCheck& check) { return check.name == name && (of.empty() || check.of == of); });
  REQUIRE(found != health.checks.end());
  return *found;
}

}  // namespace

TEST_CASE("Health tries each link and says in a sentence what is wrong", "[health]") {
  contract_node().filter().forget();
  const FakeMailServer server(FakeProtocol::Smtp);
  const std::string good = contract_node().make_domain(server.port());
  const std::string bad = contract_node().make_domain(1);
  const Person operator_ = contract_node().make_person("super-" + good, api::Role::SuperAdmin, {});
  const HttpReply reply = contract_node().get(operator_, "/v1/health");
  REQUIRE(reply.status == 200);
  const auto health = api::decode_health(reply.body);
  REQUIRE(health);
  CHECK(check_of(*health, "destination", good).state == api::HealthState::Fine);
  CHECK(check_of(*health, "destination", good).message.empty());
  CHECK(check_of(*health, "destination", bad).state == api::HealthState::Failed);
  CHECK(check_of(*health, "destination", bad).message.find("127.0.0.1 port 1") != std::string::npos);
  CHECK(check_of(*health, "filter").state == api::HealthState::Fine);
  CHECK(contract_node().filter().calls().back().path == "/stat");
  CHECK(check_of(*health, "store").state == api::HealthState::Fine);
  CHECK(check_of(*health, "lmtp").state == api::HealthState::Off);
  CHECK(check_of(*health, "mail_log").state == api::HealthState::Off);
  CHECK(check_of(*health, "disk").value.value_or(0) > 0);

  contract_node().filter().answer_next(403);
  const auto refused = api::decode_health(contract_node().get(operator_, "/v1/health").body);
  CHECK(check_of(*refused, "filter").state == api::HealthState::Failed);
  CHECK(check_of(*refused, "filter").message.find("password") != std::string::npos);
}

TEST_CASE("Health is the super-administrators' alone", "[health]") {
  const std::string domain = contract_node().make_domain();
  for (const api::Role role : {api::Role::Email, api::Role::Domain, api::Role::Admin}) {
    const Person person =
        contract_node().make_person("h" + std::to_string(static_cast<int>(role)) + domain, role, {"a@" + domain}, {domain});
    CHECK(contract_node().get(person, "/v1/health").status == 404);
  }
  CHECK(contract_node().call({.path = "/v1/health"}).status == 401);
}

TEST_CASE("Figures are in Prometheus' text format", "[health]") {
  const std::string domain = contract_node().make_domain();
  (void)contract_node().hold("ann@" + domain, plain_mail("ann@" + domain));
  const HttpReply reply = contract_node().call({.path = "/metrics"});
  REQUIRE(reply.status == 200);
  CHECK(reply.body.find("# TYPE pratique_messages gauge\n") != std::string::npos);
  CHECK(reply.body.find("pratique_messages{status=\"quarantined\"} ") != std::string::npos);
  CHECK(reply.body.find("pratique_messages_stored_total ") != std::string::npos);
  CHECK(reply.body.ends_with("\n"));
}

}  // namespace pratique::test
