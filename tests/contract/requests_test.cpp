#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "client/api/error_code.hpp"
#include "client/api/job.hpp"
#include "client/api/release_request.hpp"
#include "client/api/saved_search.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

namespace pratique::test {
namespace {

struct PolicySetting {
  PolicySetting() : server(FakeProtocol::Smtp) {
    domain = contract_node().make_domain(server.port());
    ann = contract_node().make_reader("ann@" + domain);
    bob = contract_node().make_reader("bob@" + domain);
    owner = contract_node().make_person("owner-" + domain, api::Role::Domain, {}, {domain});
    admin = contract_node().make_person("admin-" + domain, api::Role::Admin, {}, {domain});
    stranger = contract_node().make_person("stranger-" + domain, api::Role::Domain, {}, {contract_node().make_domain()});
  }
  api::MessageId held(api::MessageClass message_class, const Person& person) {
    return contract_node().hold(person.login, plain_mail(person.login),
                                [&](storage::NewDelivery& delivery) { delivery.summary.message_class = message_class; });
  }
  api::MessageId held(api::MessageClass message_class) { return held(message_class, ann); }
  api::MessageDetail detail(const Person& person, const api::MessageId& id) {
    return api::decode_message_detail(contract_node().get(person, "/v1/messages/" + id.value).body).value();
  }
  HttpReply ask(const Person& person, const api::MessageId& id, const std::string& note = "please") {
    return contract_node().post(person, "/v1/requests", api::encode(api::NewReleaseRequest{.message_id = id, .note = note}));
  }
  HttpReply decide(const Person& person, const api::RequestId& id, const std::string& how, const std::string& body = {}) {
    return contract_node().post(person, "/v1/requests/" + id.value + "/" + how, body);
  }
  HttpReply withdraw(const Person& person, const api::RequestId& id) {
    return contract_node().call({.method = "DELETE", .path = "/v1/requests/" + id.value, .token = person.token});
  }
  api::ReleaseRequestPage list(const Person& person, const std::string& query = {}) {
    return api::decode_release_request_page(contract_node().get(person, "/v1/requests" + query).body).value();
  }
  FakeMailServer server;
  std::string domain;
  Person ann, bob, owner, admin, stranger;
};

api::ReleaseRequest request_in(const HttpReply& reply) {
  INFO(reply.body);
  const auto request = api::decode_release_request(reply.body);
  REQUIRE(request);
  return *request;
}

bool has_event(const api::MessageDetail& detail, const std::string& kind) {
  return std::ranges::any_of(detail.trail, [&](const api::TrailEvent& event) { return event.kind == kind; });
}

}  // namespace

TEST_CASE("Everybody is told what they may release, of a message and at large", "[policy]") {
  using enum api::ReleaseRight;
  PolicySetting s;
  const auto phish = s.held(api::MessageClass::Phish);
  const auto virus = s.held(api::MessageClass::Virus);
  CHECK(s.detail(s.ann, s.held(api::MessageClass::Spam)).release_right == Self);
  CHECK(s.detail(s.ann, phish).release_right == Request);
  CHECK(s.detail(s.owner, phish).release_right == Self);
  CHECK(s.detail(s.ann, virus).release_right == Nobody);
  CHECK(s.detail(s.owner, virus).release_right == Nobody);
  CHECK(s.detail(s.admin, virus).release_right == Self);
  const auto me = [](const Person& person) { return api::decode_me(contract_node().get(person, "/v1/me").body).value(); };
  CHECK(me(s.ann).release_rights == std::map<api::MessageClass, api::ReleaseRight>{{api::MessageClass::Phish, Request},
                                                                                   {api::MessageClass::Virus, Nobody},
                                                                                   {api::MessageClass::Policy, Request}});
  CHECK_FALSE(me(s.ann).lists_for_domain);
  CHECK(me(s.owner).lists_for_domain);
  CHECK(me(s.admin).release_rights.empty());

  domain::ReleasePolicy policy;
  policy.set(api::Role::Email, api::MessageClass::Spam, Nobody);
  REQUIRE(contract_node().storage().policies().put(s.domain, policy));
  CHECK(me(s.ann).release_rights.at(api::MessageClass::Spam) == Nobody);
  CHECK(s.detail(s.ann, s.held(api::MessageClass::Spam)).release_right == Nobody);
}

TEST_CASE("A request goes to those who may release, and its approval releases that one copy", "[requests]") {
  PolicySetting s;
  const auto id = s.held(api::MessageClass::Phish);
  const auto bobs = s.held(api::MessageClass::Phish, s.bob);
  const HttpReply made = s.ask(s.ann, id, "  it is my bank\n");
  REQUIRE(made.status == 201);
  const auto request = request_in(made);
  CHECK(request.note == "it is my bank");
  CHECK(request.asked_by == s.ann.login);
  CHECK_FALSE(request.may_decide);
  CHECK(request_in(s.ask(s.ann, id, "again")).id == request.id);
  CHECK(s.detail(s.ann, id).request_state == "open");

  CHECK(s.list(s.ann).total == 1);
  CHECK(s.list(s.bob).total == 0);
  CHECK(s.list(s.stranger).total == 0);
  REQUIRE(s.list(s.owner, "?state=open").total == 1);
  CHECK(s.list(s.owner).items.front().may_decide);
  CHECK(s.list(s.owner, "?state=denied").total == 0);
  for (const Person* person : {&s.stranger, &s.bob}) {
    CHECK(s.decide(*person, request.id, "approve").status == 404);
    CHECK(s.decide(*person, request.id, "deny").status == 404);
    CHECK(s.withdraw(*person, request.id).status == 404);
  }
  CHECK(s.decide(s.ann, request.id, "approve").status == 422);
  CHECK(s.decide(s.ann, request.id, "deny").status == 422);
  CHECK(s.withdraw(s.owner, request.id).status == 422);
  CHECK(contract_node().status_of(id) == api::Status::Quarantined);

  const auto approved = request_in(s.decide(s.owner, request.id, "approve"));
  CHECK(approved.state == api::RequestState::Approved);
  CHECK(approved.decided_by == s.owner.login);
  CHECK(contract_node().status_of(id) == api::Status::ReleasePending);
  for (int i = 0; i < 200 && contract_node().status_of(id) != api::Status::Released; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(contract_node().status_of(id) == api::Status::Released);
  CHECK(s.server.mails().size() == 1);
  CHECK(contract_node().status_of(bobs) == api::Status::Quarantined);
  CHECK(s.detail(s.ann, id).request_state == "approved");
  CHECK(has_event(s.detail(s.ann, id), "request_made"));
  CHECK(has_event(s.detail(s.ann, id), "request_approved"));
  CHECK(s.decide(s.owner, request.id, "approve").status == 409);
  CHECK(s.ask(s.ann, id).status == 422);  // it is not held any more
}

TEST_CASE("A denial keeps its answer, and people take back what they asked", "[requests]") {
  PolicySetting s;
  const auto id = s.held(api::MessageClass::Policy);
  const auto first = request_in(s.ask(s.ann, id));
  const auto denied = request_in(s.decide(s.admin, first.id, "deny", R"({"answer":"It is malware"})"));
  CHECK(denied.state == api::RequestState::Denied);
  CHECK(denied.answer == "It is malware");
  CHECK(s.list(s.ann).items.front().answer == "It is malware");
  CHECK(contract_node().status_of(id) == api::Status::Quarantined);
  CHECK(s.decide(s.owner, first.id, "deny").status == 409);
  const auto second = request_in(s.ask(s.ann, id));
  CHECK(second.id != first.id);
  CHECK(request_in(s.withdraw(s.ann, second.id)).state == api::RequestState::Withdrawn);
  CHECK(s.withdraw(s.ann, second.id).status == 409);
  CHECK(s.decide(s.owner, second.id, "deny", R"({"answer":")" + std::string(501, 'x') + "\"}").status == 400);
  CHECK(contract_node().get(s.ann, "/v1/requests?state=lost").status == 400);
}

TEST_CASE("Nobody asks for what they may release, or for what nobody may release for them", "[requests]") {
  PolicySetting s;
  CHECK(s.ask(s.ann, s.held(api::MessageClass::Spam)).status == 422);
  CHECK(s.ask(s.ann, s.held(api::MessageClass::Virus)).status == 422);
  CHECK(s.ask(s.ann, s.held(api::MessageClass::Phish, s.bob)).status == 404);
  CHECK(s.ask(s.ann, {"m0"}).status == 404);
  CHECK(contract_node().post(s.ann, "/v1/requests", "{}").status == 400);
  // Where people may ask for a virus, those decide who may release one.
  domain::ReleasePolicy policy;
  policy.set(api::Role::Email, api::MessageClass::Virus, api::ReleaseRight::Request);
  REQUIRE(contract_node().storage().policies().put(s.domain, policy));
  const auto request = request_in(s.ask(s.ann, s.held(api::MessageClass::Virus)));
  CHECK_FALSE(s.list(s.owner).items.front().may_decide);
  CHECK(s.decide(s.owner, request.id, "approve").status == 422);
  CHECK(s.list(s.admin).items.front().may_decide);
}

TEST_CASE("Saved searches are kept in order, must make sense, and are nobody else's", "[searches]") {
  PolicySetting s;
  const auto save = [](const Person& person, const std::string& name, const std::string& query) {
    return contract_node().post(person, "/v1/searches", api::encode(api::NewSavedSearch{name, query}));
  };
  const auto put = [](const Person& person, const std::string& path, const std::string& body) {
    return contract_node().call({.method = "PUT", .path = "/v1/searches" + path, .token = person.token, .body = body});
  };
  const HttpReply saved = save(s.ann, " From the\nbank ", "from:bank.example is:unseen");
  REQUIRE(saved.status == 201);
  const auto first = api::decode_saved_search(saved.body).value();
  CHECK(first.search.name == "From the bank");
  const auto second = api::decode_saved_search(save(s.ann, "Second", "").body).value();
  CHECK(save(s.ann, "", "x").status == 400);
  CHECK(save(s.ann, std::string(81, 'n'), "x").status == 400);
  const HttpReply bad = save(s.ann, "bad", "from:x colour:red");
  CHECK(bad.status == 400);
  CHECK(api::decode_error(400, bad.body, {}).field == "query");
  CHECK(api::decode_error(400, bad.body, {}).message.find("character 8") != std::string::npos);

  const std::string name = "/" + first.id.value;
  CHECK(put(s.ann, name, R"({"name":"Renamed","query":"x"})").status == 200);
  CHECK(put(s.bob, name, R"({"name":"Renamed","query":"x"})").status == 404);
  CHECK(put(s.ann, "", R"({"order":[")" + second.id.value + R"("]})").status == 400);
  const HttpReply ordered = put(s.ann, "", api::encode(api::SearchOrder{{second.id, first.id}}));
  REQUIRE(ordered.status == 200);
  CHECK(api::decode_saved_searches(ordered.body)->items.back().search.name == "Renamed");
  CHECK(api::decode_saved_searches(contract_node().get(s.bob, "/v1/searches").body)->items.empty());
  const auto remove = [&name](const Person& person) {
    return contract_node().call({.method = "DELETE", .path = "/v1/searches" + name, .token = person.token}).status;
  };
  CHECK(remove(s.bob) == 404);
  CHECK(remove(s.ann) == 200);
  CHECK(remove(s.ann) == 404);
}

}  // namespace pratique::test
