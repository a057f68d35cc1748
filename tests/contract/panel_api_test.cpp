#include <catch2/catch_test_macros.hpp>

#include "client/api/ticket.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/base64.hpp"

// As modules of hosting panels send them (docs/node-api-wire.md gives their forms).

namespace pratique::test {
namespace {

std::string ask(const std::string& path, const std::string& login, const std::string& password = kPassword) {
  std::map<std::string, std::string> headers;
  if (!login.empty()) headers["Authorization"] = "Basic " + base64(login + ":" + password);
  const HttpReply reply = contract_node().call({.path = path, .headers = headers});
  CHECK(reply.status == 200);
  return reply.body;
}

struct Panel {
  Panel()
      : domain(contract_node().make_domain()),
        foreign(contract_node().make_domain()),
        admin(contract_node().make_person("reseller-" + domain, api::Role::Admin, {}, {domain})) {}
  std::string domain;
  std::string foreign;
  Person admin;
};

bool is_ticket(const std::string& text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

TEST_CASE("A panel's module gets a ticket that opens its customer's portal", "[panel]") {
  const Panel panel;
  const std::string url = base64("https://panel.example/out");
  const std::string plain =
      ask("/api/authticket/create/username/ann@" + panel.domain + "/logouturl/" + url + "/identifier/reseller%207", panel.admin.login);
  REQUIRE(is_ticket(plain));
  const HttpReply reply =
      contract_node().call({.method = "POST", .path = "/v1/session/ticket", .body = api::encode(api::TicketSignIn{plain})});
  const auto opened = api::decode_ticket_session(reply.body);
  REQUIRE(opened);
  CHECK(opened->logout_url == "https://panel.example/out");
  CHECK(opened->session.me.addresses == std::vector{"ann@" + panel.domain});
  const Person ann{.id = 0, .login = "ann", .token = opened->session.token};
  CHECK(contract_node().get(ann, "/v1/sign-ins").body.find("reseller 7") != std::string::npos);

  const std::string json = ask("/api//authticket//create/format/json/username/" + panel.domain + "/", panel.admin.login);
  CHECK(json.starts_with(R"({"messages":[],"result":")"));
  CHECK(is_ticket(json.substr(json.size() - 42, 40)));
}

TEST_CASE("A panel's module learns what is its own and nothing else", "[panel]") {
  const Panel panel;
  CHECK(ask("/api/domain/exists/domain/" + panel.domain + "/format/json", panel.admin.login) ==
        R"({"messages":[],"result":{"present":1}})");
  const std::string foreign = ask("/api/domain/exists/format/json/domain/" + panel.foreign, panel.admin.login);
  CHECK(foreign.find("does not belong to the admin") != std::string::npos);
  CHECK(foreign == ask("/api/domain/exists/format/json/domain/" + panel.foreign, panel.admin.login));
  CHECK(ask("/api/domainslist/get/format/json//", panel.admin.login) == R"({"messages":[],"result":[")" + panel.domain + R"("]})");
  CHECK(ask("/api/authticket/create/username/ann@" + panel.foreign, panel.admin.login).find("is not registered on") != std::string::npos);
  CHECK(ask("/api//version/get//format/json/", panel.admin.login) == R"({"messages":[],"result":"1.0"})");
  CHECK(ask("/api/Auth/GetRole", panel.admin.login) == "reseller");
}

TEST_CASE("Whoever is not an administrator gets an error with status 200, as panels expect it", "[panel]") {
  const Panel panel;
  const Person reader = contract_node().make_reader("reader@" + panel.domain);
  CHECK(ask("/api/version/get", "") == "ERROR: Supplied credential is invalid.");
  CHECK(ask("/api/version/get", panel.admin.login, "not this") == "ERROR: Supplied credential is invalid.");
  CHECK(ask("/api/version/get", reader.login) == "ERROR: You don't have permissions to access the API.");
  CHECK(ask("/api/domain/explode/format/json", panel.admin.login).find("Incorrect usage of API") != std::string::npos);
  CHECK(ask("/api/authticket/create/username/" + panel.domain + "/logouturl/javascript", panel.admin.login).starts_with("ERROR: "));
  CHECK(ask("/api/authticket/create", panel.admin.login).find("Incorrect usage of API") != std::string::npos);
}

}  // namespace pratique::test
