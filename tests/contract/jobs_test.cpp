#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "client/api/selection.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

// Acting on all that match, the history, and two people over the same rows.

namespace pratique::test {
namespace {

using api::Action;
using api::ItemState;
using api::JobState;
using api::Status;

struct Domain {
  Domain()
      : name(contract_node().make_domain(server.port())),
        ann(contract_node().make_reader("ann@" + name)),
        admin(contract_node().make_person(name, api::Role::Domain, {}, {name})) {}
  api::MessageId hold(const std::string& recipient, const std::function<void(storage::NewDelivery&)>& change = {}) {
    return contract_node().hold(recipient, plain_mail(recipient), change);
  }
  // Many rows over one stored message.
  void hold_many(int count) {
    const std::string blob = contract_node().storage().blobs().put(plain_mail(ann.login)).value();
    std::vector<storage::NewDelivery> many;
    for (int i = 0; i < count; ++i) {
      storage::NewDelivery one;
      one.ident = name + "many" + std::to_string(i);
      one.blob_sha256 = blob;
      one.summary.recipient = ann.login;
      one.summary.received_at = one.summary.status_at = SystemClock().wall_now();
      one.summary.subject = "Many";
      many.push_back(std::move(one));
    }
    REQUIRE(contract_node().storage().messages().insert(many));
  }
  static api::Job act(const Person& person, const api::ActionRequest& request) {
    const HttpReply reply = contract_node().post(person, "/v1/actions", api::encode(request));
    INFO(reply.body);
    REQUIRE(reply.status == 202);
    return api::decode_job(reply.body).value();
  }
  static api::Job reached(const Person& person, const api::Job& job, JobState state) {
    const auto is_reached = [state](const api::Job& seen) { return seen.state == state; };
    api::Job seen = contract_node().wait_for_job(person, job.id, is_reached);
    for (int i = 0; i < 5 && !is_reached(seen); ++i) seen = contract_node().wait_for_job(person, job.id, is_reached);
    return seen;
  }
  static std::int64_t count(const Person& person, const std::string& query) {
    return api::decode_message_page(contract_node().get(person, "/v1/messages?limit=1&q=" + query).body).value().total;
  }

  FakeMailServer server{FakeProtocol::Smtp};
  std::string name;
  Person ann;
  Person admin;
};

}  // namespace

TEST_CASE("More matches than are worked at once are removed and come back, and the counts agree", "[jobs]") {
  Domain domain;
  domain.hold_many(2'400);
  const auto kept = domain.hold(domain.ann.login);
  const std::int64_t before = contract_node().storage().jobs().newest_event_id().value();
  const api::Job job = Domain::act(domain.ann, {.action = Action::Remove, .ids = {}, .query = "status:held", .except = {kept}, .list = {}});
  CHECK(job.total == 2'400);
  CHECK(job.query == "status:held");
  CHECK(job.actor == domain.ann.login);
  const api::Job done = Domain::reached(domain.ann, job, JobState::Done);
  CHECK(done.done == 2'400);
  CHECK(done.items.size() == 1000);
  CHECK(done.undo_until);
  CHECK(Domain::count(domain.ann, "status:held") == 1);
  CHECK(Domain::count(domain.ann, "status:removed") == 2'400);

  const HttpReply undo = contract_node().post(domain.ann, "/v1/jobs/" + job.id.value + "/undo");
  CHECK(undo.status == 200);
  CHECK(api::decode_job(undo.body)->state == JobState::Undoing);
  const api::Job undone = Domain::reached(domain.ann, job, JobState::Undone);
  CHECK(undone.undone == 2'400);
  CHECK_FALSE(undone.undo_until);
  CHECK(Domain::count(domain.ann, "status:held") == 2'401);
  const auto events = contract_node().storage().jobs().events_after(domain::Scope::system(), before, 1000).value();
  for (const api::Event& event : events) {
    if (event.job && event.job->id == job.id) CHECK(event.job->items.empty());  // a large job's items are asked for page by page
  }
}

TEST_CASE("A domain's user and a mailbox's user over the same message: one acts, the other skips, and neither touches the other's row",
          "[jobs]") {
  Domain domain;
  const Person bob = contract_node().make_reader("bob@" + domain.name);
  const std::string mail = plain_mail("both");
  const auto anns = contract_node().hold(domain.ann.login, mail);
  const auto bobs = contract_node().hold(bob.login, mail);

  // Bob's own action is on his row alone.
  CHECK(Domain::act(bob, {.action = Action::Remove, .ids = {}, .query = "status:held", .except = {}, .list = {}}).done == 1);
  CHECK(contract_node().status_of(bobs) == Status::Removed);
  CHECK(contract_node().status_of(anns) == Status::Quarantined);

  // The domain's user asks for everything, also for what Bob removed: that one is skipped.
  const api::Job released =
      Domain::act(domain.admin, {.action = Action::Release, .ids = {anns, bobs}, .query = {}, .except = {}, .list = {}});
  CHECK(released.skipped == 1);
  const auto late = Domain::act(domain.ann, {.action = Action::Remove, .ids = {anns}, .query = {}, .except = {}, .list = {}});
  CHECK(late.skipped == 1);
  CHECK(contract_node().status_of(anns) == Status::ReleasePending);

  // Taking one's own action back does not take the other's back.
  CHECK(contract_node().post(domain.admin, "/v1/jobs/" + released.id.value + "/undo").status == 200);
  CHECK(contract_node().status_of(anns) == Status::Quarantined);
  CHECK(contract_node().status_of(bobs) == Status::Removed);
}

TEST_CASE("What another may not see is not there: messages, jobs, their items, their undo", "[jobs]") {
  Domain domain;
  Domain other;
  const auto mine = domain.hold(domain.ann.login);
  const Person bob = contract_node().make_reader("bob@" + domain.name);
  const api::Job job = Domain::act(domain.ann, {.action = Action::Remove, .ids = {mine}, .query = {}, .except = {}, .list = {}});
  for (const Person& stranger : {bob, domain.admin, other.ann, other.admin}) {
    CHECK(contract_node().get(stranger, "/v1/jobs/" + job.id.value).status == 404);
    CHECK(contract_node().get(stranger, "/v1/jobs/" + job.id.value + "/items").status == 404);
    CHECK(contract_node().post(stranger, "/v1/jobs/" + job.id.value + "/undo").status == 404);
    CHECK(contract_node().call({.method = "DELETE", .path = "/v1/jobs/" + job.id.value, .token = stranger.token}).status == 404);
    CHECK(api::decode_job_page(contract_node().get(stranger, "/v1/jobs").body)->total == 0);
  }
  for (const Person& stranger : {bob, other.ann, other.admin}) {
    const HttpReply refused = contract_node().post(
        stranger, "/v1/actions",
        api::encode(api::ActionRequest{.action = Action::Remove, .ids = {mine}, .query = {}, .except = {}, .list = {}}));
    CHECK(refused.status == 404);
    CHECK(api::decode_error(404, refused.body, "").field == "ids");
    CHECK(api::decode_selection(contract_node().get(stranger, "/v1/selection?q=").body)->total == 0);
  }
  CHECK(contract_node().status_of(mine) == Status::Removed);
}

TEST_CASE("The history shows one's own actions, newest first, and pages", "[jobs]") {
  Domain domain;
  std::vector<api::Job> jobs;
  for (int i = 0; i < 3; ++i)
    jobs.push_back(Domain::act(domain.ann, {.action = i == 1 ? Action::MarkSeen : Action::Remove,
                                            .ids = {domain.hold(domain.ann.login)},
                                            .query = {},
                                            .except = {},
                                            .list = {}}));
  const auto page = api::decode_job_page(contract_node().get(domain.ann, "/v1/jobs?limit=2").body).value();
  CHECK(page.total == 3);
  REQUIRE(page.items.size() == 2);
  CHECK(page.items[0].id == jobs[2].id);
  CHECK(page.items[0].items.empty());
  CHECK(page.items[0].done == 1);
  CHECK(page.items[0].undo_until);
  CHECK(page.items[1].action == Action::MarkSeen);
  CHECK(api::decode_job_page(contract_node().get(domain.ann, "/v1/jobs?limit=2&offset=2").body)->items.front().id == jobs[0].id);
  CHECK(contract_node().get(domain.ann, "/v1/jobs?limit=0").status == 400);

  const std::string items = "/v1/jobs/" + jobs[0].id.value + "/items";
  CHECK(api::decode_job_item_page(contract_node().get(domain.ann, items).body)->total == 1);
  CHECK(api::decode_job_item_page(contract_node().get(domain.ann, items + "?state=failed").body)->total == 0);
  const HttpReply unknown = contract_node().get(domain.ann, items + "?state=lost");
  CHECK(unknown.status == 400);
  CHECK(api::decode_error(400, unknown.body, "").field == "state");
}

TEST_CASE("A mark is taken back, but only where it changed something", "[jobs]") {
  Domain domain;
  const auto seen = domain.hold(domain.ann.login);
  const auto unseen = domain.hold(domain.ann.login);
  (void)Domain::act(domain.ann, {.action = Action::MarkSeen, .ids = {seen}, .query = {}, .except = {}, .list = {}});
  const api::Job both = Domain::act(domain.ann, {.action = Action::MarkSeen, .ids = {seen, unseen}, .query = {}, .except = {}, .list = {}});
  CHECK(both.state == JobState::Done);
  REQUIRE(both.undo_until);
  CHECK(contract_node().post(domain.ann, "/v1/jobs/" + both.id.value + "/undo").status == 200);
  CHECK(Domain::count(domain.ann, "is:seen") == 1);
  CHECK(Domain::count(domain.ann, "is:unseen") == 1);
}

TEST_CASE("Whoever has set a longer time to undo gets it", "[jobs]") {
  Domain domain;
  const auto id = domain.hold(domain.ann.login);
  REQUIRE(contract_node()
              .call({.method = "PATCH", .path = "/v1/me/settings", .token = domain.ann.token, .body = R"({"undo_window_secs":60})"})
              .status == 200);
  const api::Job job = Domain::act(domain.ann, {.action = Action::Release, .ids = {id}, .query = {}, .except = {}, .list = {}});
  REQUIRE(job.undo_until);
  CHECK(*job.undo_until - job.created_at == std::chrono::seconds(60));
  CHECK(contract_node().post(domain.ann, "/v1/jobs/" + job.id.value + "/undo").status == 200);
  CHECK(domain.server.connections() == 0);
}

TEST_CASE("A release of all that match holds them at once and hands each over", "[jobs]") {
  Domain domain;
  std::vector<api::MessageId> ids;
  for (int i = 0; i < 12; ++i) ids.push_back(domain.hold(domain.ann.login));
  const api::Job job = Domain::act(domain.ann, {.action = Action::Release, .ids = {}, .query = "status:held", .except = {}, .list = {}});
  CHECK(job.state == JobState::Waiting);
  CHECK(Domain::count(domain.ann, "status:release_pending") == 12);
  const api::Job done = Domain::reached(domain.ann, job, JobState::Done);
  CHECK(done.done == 12);
  CHECK(domain.server.mails().size() == 12);
}

TEST_CASE("A selection says what all that match hold, in the caller's scope", "[selection]") {
  Domain domain;
  const auto held = [&](const std::string& recipient, api::MessageClass message_class, const std::string& sender, double score) {
    return domain.hold(recipient, [&](storage::NewDelivery& delivery) {
      delivery.summary.message_class = message_class;
      delivery.summary.header_from = {"The " + sender, sender + "@else.example"};
      delivery.summary.score = score;
      delivery.summary.threshold = 6;
      delivery.summary.size_bytes = 100;
    });
  };
  (void)held(domain.ann.login, api::MessageClass::Spam, "one", 6.5);
  (void)held(domain.ann.login, api::MessageClass::Spam, "one", 9);
  (void)held(domain.ann.login, api::MessageClass::Bulk, "two", 12);
  const auto left_out = held(domain.ann.login, api::MessageClass::Bulk, "two", 13);
  (void)held("bob@" + domain.name, api::MessageClass::Phish, "three", 20);
  const auto mine =
      api::decode_selection(contract_node().get(domain.ann, "/v1/selection?q=status:held&except=" + left_out.value).body).value();
  CHECK(mine.total == 3);
  CHECK(mine.by_class == std::map<api::MessageClass, std::int64_t>{{api::MessageClass::Spam, 2}, {api::MessageClass::Bulk, 1}});
  REQUIRE(mine.senders.size() == 2);
  CHECK(mine.senders[0].sender.address == "one@else.example");
  CHECK(mine.senders[0].sender.name == "The one");
  CHECK(mine.senders[0].count == 2);
  CHECK(mine.senders_total == 2);
  CHECK(mine.over_limit == std::array<std::int64_t, 4>{1, 1, 1, 0});
  CHECK(mine.size_bytes == 300);
  CHECK(mine.releasable == 3);
  const auto all = api::decode_selection(contract_node().get(domain.admin, "/v1/selection?q=status:held").body).value();
  CHECK(all.total == 5);
  CHECK(all.over_limit[3] == 1);
  CHECK(contract_node().get(domain.ann, "/v1/selection?q=nonsense:x").status == 400);
  CHECK(contract_node().get(domain.ann, "/v1/selection?q=&except=,").status == 400);
}

}  // namespace pratique::test
