#include <catch2/catch_test_macros.hpp>

#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

struct JobFixture : StorageFixture {
  JobFixture() {
    first = add(delivery_to("bob@dest.test", "1"));
    second = add(delivery_to("bob@dest.test", "2"));
  }
  api::Job waiting_release(std::vector<api::MessageId> ids) {
    api::Job job;
    job.action = api::Action::Release;
    job.state = api::JobState::Waiting;
    job.created_at = at_ms(kStartMs);
    job.runs_at = at_ms(kStartMs + 10'000);
    job.undo_until = job.runs_at;
    for (auto& id : ids) job.items.push_back({std::move(id), {}, {}, {}});
    return add_job({.job = job, .matching = nullptr, .except = {}, .list = {}});
  }
  api::Job add_job(const storage::NewJob& job) {
    const auto added = storage->jobs().add(scope, job);
    if (!added) FAIL(added.error().message << " " << added.error().detail);
    return *added;
  }
  storage::Worked work(const api::Job& job, std::int64_t limit = 100) {
    const auto worked = storage->jobs().work(job.id, at_ms(kStartMs + 1), limit, {});
    if (!worked) FAIL(worked.error().message << " " << worked.error().detail);
    return *worked;
  }
  api::Job now(const api::Job& job) { return storage->jobs().find(scope, job.id).value(); }
  api::Status status_of(const api::MessageId& id) { return storage->messages().find(scope, id)->summary.status; }
  domain::Scope scope = email_scope({"bob@dest.test"}, 5);
  api::MessageId first;
  api::MessageId second;
};

}  // namespace

TEST_CASE_METHOD(JobFixture, "a job is its owner's and nobody else's") {
  const auto job = waiting_release({first, second});
  CHECK(job.total == 2);
  CHECK(storage->jobs().find(scope, job.id) == job);
  CHECK(storage->jobs().find(email_scope({"bob@dest.test"}, 6), job.id).error().code == base::ErrorCode::NotFound);
  CHECK(storage->jobs().find(domain_scope({"dest.test"}, 6), job.id).error().code == base::ErrorCode::NotFound);
  CHECK(storage->jobs().find(domain::Scope::system(), job.id));
  CHECK(storage->jobs().find(scope, {"j999"}).error().code == base::ErrorCode::NotFound);
  CHECK(storage->jobs().find(scope, {"m1"}).error().code == base::ErrorCode::NotFound);
}

TEST_CASE_METHOD(JobFixture, "work is due when its time has come, not before, and no more once undone") {
  const auto job = waiting_release({first, second, first});  // named twice counts once
  auto& jobs = storage->jobs();
  CHECK(job.total == 2);
  CHECK_FALSE(*jobs.next_due());  // not held yet
  CHECK(work(job).items == 2);
  CHECK(*jobs.next_due() == at_ms(kStartMs + 10'000));
  CHECK(jobs.due(at_ms(kStartMs + 9'999), 10)->empty());
  const auto due = jobs.due(at_ms(kStartMs + 10'000), 10);
  REQUIRE(due->size() == 2);
  CHECK((*due)[0].message_id == first);
  CHECK((*due)[0].actor == "bob@dest.test");
  CHECK(jobs.due(at_ms(kStartMs + 10'000), 1)->size() == 1);
  CHECK(*jobs.change_state(job.id, api::JobState::Waiting, api::JobState::Undone));
  CHECK_FALSE(*jobs.change_state(job.id, api::JobState::Waiting, api::JobState::Running));
  CHECK(jobs.due(at_ms(kStartMs + 99'999), 10)->empty());
  CHECK_FALSE(*jobs.next_due());
}

TEST_CASE_METHOD(JobFixture, "an item that must be tried again waits for its own time; intent and attempts are kept") {
  const auto job = waiting_release({first, second});
  auto& jobs = storage->jobs();
  CHECK(work(job).items == 2);
  REQUIRE(*jobs.change_state(job.id, api::JobState::Waiting, api::JobState::Running));
  REQUIRE(jobs.record_intent(job.id, first, "token"));
  REQUIRE(jobs.set_item(job.id, {first, api::ItemState::Retrying, "451 later", at_ms(kStartMs + 60'000)}, 1));
  REQUIRE(jobs.set_item(job.id, {second, api::ItemState::Done, "250 ok", {}}, 1));
  CHECK(*jobs.open_items(job.id) == 1);
  CHECK(jobs.due(at_ms(kStartMs + 59'999), 10)->empty());
  const auto due = jobs.due(at_ms(kStartMs + 60'000), 10);
  REQUIRE(due->size() == 1);
  CHECK((*due)[0].attempts == 1);
  CHECK((*due)[0].intent_token == "token");
  const auto now = jobs.find(scope, job.id);
  CHECK(now->done == 1);
  CHECK(now->items[0].reply == "451 later");
  CHECK(now->items[0].next_try_at == at_ms(kStartMs + 60'000));
  CHECK(jobs.items(scope, job.id, std::nullopt, 1, 10)->items.front().message_id == second);
  CHECK(jobs.items(scope, job.id, api::ItemState::Done, 0, 10)->items.front().message_id == second);
  CHECK(jobs.items(scope, job.id, api::ItemState::Done, 0, 10)->total == 1);
  CHECK(jobs.items(email_scope({"bob@dest.test"}, 6), job.id, std::nullopt, 0, 10).error().code == base::ErrorCode::NotFound);
  REQUIRE(jobs.set_item(job.id, {first, api::ItemState::Failed, "550 no", {}}, 2));
  CHECK(jobs.find(scope, job.id)->failed == 1);
  CHECK(*jobs.open_items(job.id) == 0);
  CHECK(jobs.set_item(job.id, {{"m99"}, api::ItemState::Done, "", {}}, 1).error().code == base::ErrorCode::NotFound);
}

TEST_CASE_METHOD(JobFixture, "the first answer to a key stays for a day") {
  auto& jobs = storage->jobs();
  CHECK_FALSE(*jobs.kept_answer(5, "k"));
  REQUIRE(jobs.keep_answer(5, "k", {202, "one", "h"}, at_ms(kStartMs)));
  REQUIRE(jobs.keep_answer(5, "k", {202, "two", "h"}, at_ms(kStartMs + 1)));
  CHECK((*jobs.kept_answer(5, "k"))->body == "one");
  CHECK_FALSE(*jobs.kept_answer(6, "k"));
  REQUIRE(jobs.keep_answer(5, "other", {200, "", ""}, at_ms(kStartMs + 86'400'001)));
  CHECK_FALSE(*jobs.kept_answer(5, "k"));
}

TEST_CASE_METHOD(JobFixture, "events tell what changed, in order, to those who may see it") {
  auto& jobs = storage->jobs();
  const auto before = *jobs.newest_event_id();
  CHECK(before == 2);
  CHECK(*jobs.oldest_event_id() == 1);
  int told = 0;
  storage->on_events([&told] { ++told; });
  const api::MessageId ids[] = {first};
  REQUIRE(storage->messages().set_seen(scope, ids, true));
  REQUIRE(storage->messages().set_seen(scope, ids, true));  // nothing changed: no event
  const auto job = waiting_release({first});
  REQUIRE(jobs.add_job_event(job.id));
  CHECK(told == 2);
  const auto mine = jobs.events_after(scope, before, 10);
  REQUIRE(mine->size() == 2);
  CHECK((*mine)[0].kind == api::EventKind::MessageChanged);
  CHECK((*mine)[0].message->seen);
  CHECK((*mine)[1].kind == api::EventKind::JobChanged);
  CHECK((*mine)[1].job->id == job.id);
  CHECK((*mine)[1].id == *jobs.newest_event_id());
  CHECK(jobs.events_after(domain_scope({"dest.test"}, 9), before, 10)->size() == 1);
  CHECK(jobs.events_after(email_scope({"eve@dest.test"}, 9), 0, 10)->empty());
  CHECK(jobs.events_after(scope, 0, 1)->size() == 1);
}

TEST_CASE_METHOD(StorageFixture, "people, sessions and domains are kept") {
  auto& accounts = storage->accounts();
  storage::User user;
  user.login = "Bob@Dest.test";
  user.password_hash = "$argon2id$x";
  user.addresses = {"bob@dest.test", "alias@dest.test"};
  user.settings.language = "de";
  user.settings.columns = {"size"};
  const auto id = accounts.add_user(user);
  REQUIRE(id);
  user.id = *id;
  const auto found = accounts.find_user("bob@dest.TEST");
  REQUIRE(found);
  CHECK(found->login == user.login);
  CHECK(found->addresses == user.addresses);
  CHECK(found->settings == user.settings);
  const auto again = accounts.add_user(user);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == base::ErrorCode::Conflict);
  CHECK(again.error().field == "login");
  CHECK(accounts.set_password_hash(*id, "new"));
  CHECK(accounts.find_user(*id)->password_hash == "new");
  CHECK(accounts.set_password_hash(99, "x").error().code == base::ErrorCode::NotFound);

  REQUIRE(accounts.add_session({"hash", *id, at_ms(1), at_ms(100)}));
  CHECK(accounts.find_session("hash")->user_id == *id);
  REQUIRE(accounts.remove_sessions_expired_by(at_ms(99)));
  CHECK(accounts.find_session("hash"));
  REQUIRE(accounts.remove_sessions_expired_by(at_ms(100)));
  CHECK(accounts.find_session("hash").error().code == base::ErrorCode::NotFound);

  REQUIRE(accounts.put_domain({"dest.test", storage::RouteProtocol::Lmtp, "h", 24, 14, 5.5}));
  REQUIRE(accounts.put_domain({"dest.test", storage::RouteProtocol::Smtp, "h2", 25, 14, 5.5}));
  CHECK(accounts.find_domain("DEST.test")->host == "h2");
  CHECK(accounts.domains()->size() == 1);
  CHECK(accounts.find_domain("other.test").error().code == base::ErrorCode::NotFound);
  const auto row = add(delivery_to("bob@dest.test", "1"));
  CHECK(storage->messages().detail(domain::Scope::system(), row)->expires_at == at_ms(kStartMs) + std::chrono::days(14));
}

}  // namespace pratique::test
