// Every call of the API × every role × somebody else's thing: nothing of it is there, and nothing of it changes. A new route with an id in
// its path fails here until it is said what the id is of.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <format>
#include <functional>
#include <map>
#include <ranges>

#include "client/api/brand.hpp"
#include "client/api/job.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/release_request.hpp"
#include "client/api/saved_search.hpp"
#include "node/domain/release_policy.hpp"
#include "node/handlers/routes.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

using api::Role;

// What one person has, by the first words of the paths that lead to it.
using Things = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kOfMessage = "/v1/messages/";
constexpr std::string_view kOfJob = "/v1/jobs/";
constexpr std::string_view kOfRequest = "/v1/requests/";
constexpr std::string_view kOfSearch = "/v1/searches/";
constexpr std::string_view kOfReport = "/v1/reports/";
constexpr std::string_view kOfSession = "/v1/sessions/";
constexpr std::string_view kOfEntry = "/v1/lists/allow/";
constexpr std::string_view kOfDomain = "/v1/domains/";  // its administrators', not ann's
constexpr std::string_view kOfBrand = "/v1/brands/";

std::string id_in(const HttpReply& reply) {
  INFO(reply.status << " " << reply.body);
  REQUIRE(reply.status / 100 == 2);
  const std::string mark = "\"id\":\"";
  const auto at = reply.body.find(mark);
  REQUIRE(at != std::string::npos);
  const auto begin = at + mark.size();
  return reply.body.substr(begin, reply.body.find('"', begin) - begin);
}

// One of everything; the request needs a class that readers may only ask for, which `hold` makes.
Things things_of(const Person& person) {
  ContractNode& node = contract_node();
  const auto is_virus = [](storage::NewDelivery& delivery) { delivery.summary.message_class = api::MessageClass::Virus; };
  const std::string& address = person.login;
  const std::string mail =
      "From: Ann <ann@else.example>\r\nTo: " + address + "\r\nSubject: Hello\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n";
  const auto message = node.hold(address, mail, is_virus);
  Things things;
  things.emplace(kOfMessage, message.value);
  const api::ActionRequest seen{.action = api::Action::MarkSeen, .ids = {message}, .query = {}, .except = {}, .list = {}};
  things.emplace(kOfJob, id_in(node.post(person, "/v1/actions", api::encode(seen))));
  things.emplace(kOfRequest, id_in(node.post(person, "/v1/requests", api::encode(api::NewReleaseRequest{message, "mine"}))));
  things.emplace(kOfSearch, id_in(node.post(person, "/v1/searches", R"({"name":"mine","query":"is:unseen"})")));
  things.emplace(kOfEntry,
                 id_in(node.post(person, "/v1/lists/allow", api::encode(api::NewListEntry{"friend.example", address, "", {}, false}))));
  const HttpReply report =
      node.call({.method = "POST", .path = "/v1/reports?kind=spam", .token = person.token, .body = plain_mail(address)});
  things.emplace(kOfReport, id_in(report));
  things.emplace(kOfDomain, address.substr(address.find('@') + 1));
  things.emplace(kOfSession, id_in(node.get(person, "/v1/sessions")));
  return things;
}

// The body with which a call on one's own thing would be understood.
std::string body_for(std::string_view method, std::string_view pattern, const std::string& foreign_address) {
  if (method == "PUT" && pattern.starts_with("/v1/lists/"))
    return api::encode(api::NewListEntry{"other.example", foreign_address, "", {}, false});
  if (method == "PUT" && pattern.ends_with("/sign-in")) return R"({"method":"imap","host":"mail.example"})";
  if (method == "PUT" && pattern == "/v1/brands/{id}") return R"({"name":"theirs"})";
  if (method == "PUT" && pattern.starts_with("/v1/searches/")) return R"({"name":"theirs","query":"is:unseen"})";
  return {};
}

std::string path_to(std::string_view pattern, const Things& things) {
  std::string path(pattern);
  const auto put = [&](std::string_view what, const std::string& value) {
    if (const auto at = path.find(what); at != std::string::npos) path.replace(at, what.size(), value);
  };
  put("{kind}", "allow");
  put("{n}", "0");
  if (path.starts_with(kOfDomain)) {
    put("{domain}", things.find(kOfDomain)->second);
    return path;
  }
  for (const auto& [prefix, id] : things) {
    if (path.starts_with(prefix + "{id}")) {
      put("{id}", id);
      return path;
    }
  }
  FAIL("scope_matrix_test.cpp does not know what the id in " << pattern << " is of");
  return path;
}

struct Domain {
  explicit Domain(int destination_port)
      : name(contract_node().make_domain(destination_port)),
        ann(contract_node().make_reader("ann@" + name)),
        admin(contract_node().make_person("owner-" + name, Role::Admin, {}, {name})) {
    domain::ReleasePolicy policy;
    policy.set(Role::Email, api::MessageClass::Virus, api::ReleaseRight::Request);
    REQUIRE(contract_node().storage().policies().put(name, policy));
    things = things_of(ann);
    // These are its domain's administrator's, not a reader's.
    REQUIRE(contract_node().storage().oidc().put({.domain = name,
                                                  .issuer = "https://id.example",
                                                  .client_id = "pratique",
                                                  .sealed_secret = {},
                                                  .changed_at = {},
                                                  .changed_by = {}}));
    api::NewBrand brand;
    brand.name = "theirs alone";
    brand.domains = {name};
    things.emplace(kOfBrand, id_in(contract_node().post(admin, "/v1/brands", api::encode(brand))));
  }
  std::string name;
  Person ann;
  Person admin;
  Things things;
};

}  // namespace

TEST_CASE("Nothing of somebody else is there, whatever the call and the role", "[scope]") {
  ContractNode& node = contract_node();
  const Domain theirs(9);
  const std::string own = node.make_domain();
  const std::map<std::string, Person> callers{
      {"neighbour", node.make_reader("bob@" + theirs.name)},
      {"email", node.make_reader("bob@" + own)},
      {"domain", node.make_person("office-" + own, Role::Domain, {}, {own})},
      {"admin", node.make_person("admin-" + own, Role::Admin, {}, {own})},
  };
  std::string matrix = std::format("{:<46}{:>11}{:>8}{:>8}{:>8}{:>9}{:>7}\n", "call on a thing of ann's, by", "neighbour", "email",
                                   "domain", "admin", "nobody", "owner");
  int calls = 0;
  for (const handlers::Route& route : handlers::routes()) {
    if (route.pattern.find("{id}") == std::string_view::npos && route.pattern.find("{domain}") == std::string_view::npos) continue;
    const std::string path = path_to(route.pattern, theirs.things);
    const std::string body = body_for(route.method, route.pattern, theirs.ann.login);
    std::string line = std::format("{:<46}", std::format("{} {}", route.method, route.pattern));
    for (const char* role : {"neighbour", "email", "domain", "admin"}) {
      const HttpReply reply = node.call({.method = std::string(route.method), .path = path, .token = callers.at(role).token, .body = body});
      INFO(role << " " << route.method << " " << path << ": " << reply.body);
      CHECK(reply.status == 404);
      line += std::format("{:>{}}", reply.status, std::string_view(role) == "neighbour" ? 11 : 8);
      ++calls;
    }
    const HttpReply nobody = node.call({.method = std::string(route.method), .path = path, .body = body});
    CHECK(nobody.status == 401);
    matrix += line + std::format("{:>9}", nobody.status);
    // That it is there for its owner shows that the 404 was for the scope; what would take it away is left for the others' tests.
    if (route.method == "GET") {
      const bool is_admins = route.pattern.starts_with(kOfDomain) || route.pattern.starts_with(kOfBrand);
      const HttpReply owner = node.get(is_admins ? theirs.admin : theirs.ann, path);
      INFO("owner " << path << ": " << owner.body);
      CHECK(owner.status == 200);
      matrix += std::format("{:>7}", owner.status);
    }
    matrix += '\n';
  }
  std::printf("%s%d calls\n", matrix.c_str(), calls);
  CHECK(calls > 50);

  // And nothing of it has changed.
  for (const auto& [prefix, id] : theirs.things) {
    if (prefix == kOfMessage || prefix == kOfJob) {
      CHECK(node.get(theirs.ann, prefix + id).status == 200);
    }
  }
  CHECK(node.status_of(api::MessageId{theirs.things.at(std::string(kOfMessage))}) == api::Status::Quarantined);
  CHECK(node.get(theirs.ann, "/v1/requests?state=open").body.find(theirs.things.at(std::string(kOfRequest))) != std::string::npos);
  CHECK(node.get(theirs.ann, "/v1/searches").body.find("\"mine\"") != std::string::npos);
  CHECK(node.get(theirs.ann, "/v1/lists/allow").body.find("friend.example") != std::string::npos);
  CHECK(node.get(theirs.admin, kOfBrand.data() + theirs.things.at(std::string(kOfBrand))).body.find("theirs alone") != std::string::npos);
}

TEST_CASE("Lists, counts, exports and actions over everything reach only what is one's own", "[scope]") {
  ContractNode& node = contract_node();
  const Domain theirs(9);
  const std::string own = node.make_domain();
  for (const auto& [role, person] : std::map<std::string, Person>{
           {"email", node.make_reader("eve@" + own)},
           {"domain", node.make_person("desk-" + own, Role::Domain, {}, {own})},
           {"admin", node.make_person("chief-" + own, Role::Admin, {}, {own})},
       }) {
    INFO(role);
    for (const char* path : {"/v1/messages", "/v1/messages?q=status:held", "/v1/messages/histogram", "/v1/selection?q=status:held",
                             "/v1/jobs", "/v1/requests", "/v1/searches", "/v1/lists/allow", "/v1/lists/block", "/v1/lists/allow/export",
                             "/v1/export?q=&format=csv", "/v1/sign-ins", "/v1/sessions", "/v1/brands"}) {
      const HttpReply reply = node.get(person, path);
      INFO(path);
      CHECK(reply.status == 200);
      CHECK(reply.body.find(theirs.name) == std::string::npos);
    }
    CHECK(node.get(person, "/v1/messages/count?q=status:held").body == R"({"count":0})");
    const std::string theirs_by_name = "/v1/messages/count?q=to:" + theirs.ann.login;
    CHECK(node.get(person, theirs_by_name).body == R"({"count":0})");
    const api::MessageId message{theirs.things.at(std::string(kOfMessage))};
    const api::ActionRequest by_id{.action = api::Action::Remove, .ids = {message}, .query = {}, .except = {}, .list = {}};
    CHECK(node.post(person, "/v1/actions", api::encode(by_id)).status == 404);
    CHECK(node.post(person, "/v1/requests", api::encode(api::NewReleaseRequest{message, "theirs"})).status == 404);
    CHECK(node.post(person, "/v1/lists/block", api::encode(api::NewListEntry{"a.example", theirs.ann.login, "", {}, false})).status / 100 ==
          4);
    CHECK(node.status_of(message) == api::Status::Quarantined);
  }
}

}  // namespace pratique::test
