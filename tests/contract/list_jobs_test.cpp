#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "client/api/job.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/selection.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

// Actions that list their senders, and actions that the policy does not permit.

namespace pratique::test {
namespace {

using api::Action;
using api::ListWish;

struct ListJobSetting {
  ListJobSetting() {
    domain = contract_node().make_domain(server.port());
    ann = contract_node().make_reader("ann@" + domain);
    bob = contract_node().make_reader("bob@" + domain);
    owner = contract_node().make_person("owner-" + domain, api::Role::Domain, {}, {domain});
  }
  api::MessageId held(const Person& person, const std::string& from, api::MessageClass message_class = api::MessageClass::Spam) {
    return contract_node().hold(person.login, plain_mail(person.login), [&](storage::NewDelivery& delivery) {
      delivery.summary.header_from = {"Somebody", from};
      delivery.summary.message_class = message_class;
    });
  }
  HttpReply ask(const Person& person, const api::ActionRequest& request) {
    return contract_node().post(person, "/v1/actions", api::encode(request));
  }
  api::Job act(const Person& person, const api::ActionRequest& request) {
    const HttpReply reply = ask(person, request);
    INFO(reply.body);
    REQUIRE(reply.status == 202);
    return api::decode_job(reply.body).value();
  }
  // "pattern applies_to", sorted.
  std::vector<std::string> listed(const Person& person, const std::string& kind) {
    std::vector<std::string> out;
    const auto page = api::decode_list_entry_page(contract_node().get(person, "/v1/lists/" + kind).body).value();
    for (const api::ListEntry& entry : page.items) out.push_back(entry.entry.pattern + " " + entry.entry.applies_to);
    std::ranges::sort(out);
    return out;
  }
  FakeMailServer server{FakeProtocol::Smtp};
  std::string domain;
  Person ann, bob, owner;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Release and allow lists each sender once for the mailbox; its undo takes away exactly those entries", "[lists][jobs]") {
  ListJobSetting s;
  const auto first = s.held(s.ann, "Boss@Corp.example");
  const auto second = s.held(s.ann, "boss@corp.example");
  const auto third = s.held(s.ann, "news@list.example");
  REQUIRE(contract_node()
              .post(s.ann, "/v1/lists/allow", api::encode(api::NewListEntry{.pattern = "news@list.example", .applies_to = s.ann.login}))
              .status == 201);
  const api::Job job = s.act(s.ann, {.action = Action::ReleaseAllow, .ids = {first, second, third}});
  CHECK(job.entries_added == 1);
  CHECK(contract_node().status_of(first) == api::Status::ReleasePending);
  CHECK(s.listed(s.ann, "allow").size() == 2);
  CHECK(s.listed(s.bob, "allow").empty());
  CHECK(contract_node().post(s.ann, "/v1/jobs/" + job.id.value + "/undo").status == 200);
  CHECK(contract_node().status_of(first) == api::Status::Quarantined);
  CHECK(s.listed(s.ann, "allow") == Names{"news@list.example " + s.ann.login});  // made by hand before
}

TEST_CASE("Remove and block works on all that match, for domains and the whole domain where one may", "[lists][jobs]") {
  ListJobSetting s;
  const auto anns = s.held(s.ann, "a@spam.example");
  const auto bobs = s.held(s.bob, "b@spam.example");
  (void)s.held(s.bob, "not an address");
  ListWish wish{.sender = ListWish::Sender::Domain, .reach = ListWish::Reach::Domain, .note = "junk"};
  const api::ActionRequest request{.action = Action::RemoveBlock, .query = "status:held", .list = wish};
  const HttpReply refused = s.ask(s.ann, request);
  CHECK(refused.status == 422);
  CHECK(api::decode_error(422, refused.body, {}).field == "list");
  CHECK(contract_node().status_of(anns) == api::Status::Quarantined);

  const api::Job job = s.act(s.owner, request);
  CHECK(job.entries_added == 1);
  CHECK(s.listed(s.owner, "block") == Names{"spam.example " + s.domain});
  CHECK(contract_node().status_of(anns) == api::Status::Removed);
  CHECK(contract_node().status_of(bobs) == api::Status::Removed);
  CHECK(contract_node().post(s.owner, "/v1/jobs/" + job.id.value + "/undo").status == 200);
  CHECK(s.listed(s.owner, "block").empty());
  CHECK(contract_node().status_of(bobs) == api::Status::Quarantined);
}

TEST_CASE("A mailbox's and a domain's user list the same sender of a shared message each for their own reach", "[lists][jobs]") {
  ListJobSetting s;
  const auto anns = s.held(s.ann, "x@shared.example");
  const auto bobs = s.held(s.bob, "x@shared.example");
  const api::Job mine = s.act(s.ann, {.action = Action::RemoveBlock, .query = "status:held"});
  CHECK(mine.total == 1);
  CHECK(contract_node().status_of(bobs) == api::Status::Quarantined);
  const api::Job theirs = s.act(s.owner, {.action = Action::RemoveBlock, .ids = {anns, bobs}});
  CHECK(theirs.skipped == 1);
  CHECK(s.listed(s.bob, "block") == Names{"x@shared.example " + s.bob.login});
  CHECK(contract_node().post(s.owner, "/v1/jobs/" + theirs.id.value + "/undo").status == 200);
  CHECK(s.listed(s.bob, "block").empty());
  CHECK(s.listed(s.ann, "block") == Names{"x@shared.example " + s.ann.login});
  CHECK(contract_node().status_of(anns) == api::Status::Removed);
  CHECK(contract_node().status_of(bobs) == api::Status::Quarantined);
}

TEST_CASE("What the policy does not permit fails with the reason and does not leave, alone or among others", "[policy][jobs]") {
  ListJobSetting s;
  const auto spam = s.held(s.ann, "a@one.example");
  const auto phish = s.held(s.ann, "a@two.example", api::MessageClass::Phish);
  const auto virus = s.held(s.ann, "a@three.example", api::MessageClass::Virus);
  CHECK(api::decode_selection(contract_node().get(s.ann, "/v1/selection?q=status:held").body)->releasable == 1);
  CHECK(api::decode_selection(contract_node().get(s.owner, "/v1/selection?q=status:held").body)->releasable == 2);
  const api::Job job = s.act(s.ann, {.action = Action::ReleaseAllow, .query = "status:held"});
  CHECK(job.failed == 2);
  CHECK(job.entries_added == 1);  // no entry for what is not let in
  for (const api::JobItem& item : job.items) CHECK((item.message_id == spam || item.reply.find("our domain") != std::string::npos));
  const api::Job done = contract_node().wait_for_job(s.ann, job.id, [](const api::Job& seen) { return seen.state == api::JobState::Done; });
  CHECK(done.done == 1);
  CHECK(s.server.mails().size() == 1);
  CHECK(contract_node().status_of(spam) == api::Status::Released);
  CHECK(contract_node().status_of(phish) == api::Status::Quarantined);
  CHECK(contract_node().status_of(virus) == api::Status::Quarantined);
  const api::Job refused = s.act(s.ann, {.action = Action::Release, .ids = {virus}});
  CHECK(refused.state == api::JobState::Done);
  CHECK(refused.failed == 1);
  // Removing is everybody's.
  CHECK(s.act(s.ann, {.action = Action::Remove, .ids = {virus}}).done == 1);
}

}  // namespace pratique::test
