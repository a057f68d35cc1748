#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/node/storage_fixture.hpp"

// Jobs that change rows by sets: what is fixed when, who wins, what comes back.

namespace pratique::test {
namespace {

using api::Action;
using api::ItemState;
using api::JobState;
using api::Status;
using api::query::Field;

struct WorkFixture : StorageFixture {
  void fill(int count, const std::string& recipient = "bob@dest.test") {
    std::vector<storage::NewDelivery> deliveries;
    for (int i = 0; i < count; ++i) deliveries.push_back(delivery_to(recipient, recipient + std::to_string(i)));
    const auto inserted = storage->messages().insert(deliveries);
    REQUIRE(inserted);
    for (const auto& one : *inserted) ids.push_back(one.id);
  }
  api::Job job(Action action, const domain::Scope& by, const api::query::Node& matching, std::vector<api::MessageId> except = {}) {
    storage::NewJob wanted{
        .job = {.action = action, .created_at = at_ms(kStartMs), .query = "as asked"}, .matching = &matching, .except = {}, .list = {}};
    if (api::is_release(action)) wanted.job.runs_at = wanted.job.undo_until = at_ms(kStartMs + 10'000);
    wanted.except = std::move(except);
    const auto added = storage->jobs().add(by, wanted);
    if (!added) FAIL(added.error().message << " " << added.error().detail);
    return *added;
  }
  storage::Worked work(const api::Job& job, std::int64_t limit = 1000, std::int64_t after_ms = 1,
                       const std::vector<api::MessageId>& busy = {}) {
    const auto worked = storage->jobs().work(job.id, at_ms(kStartMs + after_ms), limit, busy);
    if (!worked) FAIL(worked.error().message << " " << worked.error().detail);
    return *worked;
  }
  void move(const api::Job& job, JobState from, JobState to) { REQUIRE(storage->jobs().change_state(job.id, from, to).value()); }
  api::Job now(const api::Job& job) { return storage->jobs().find(domain::Scope::system(), job.id).value(); }
  std::int64_t count(Status status) {
    return storage->messages().count(domain::Scope::system(), term(Field::Status, {std::string(api::to_wire(status))})).value();
  }
  std::vector<api::MessageId> ids;
  domain::Scope scope = email_scope({"bob@dest.test"}, 5);
  domain::Scope domain = domain_scope({"dest.test"}, 6);
};

}  // namespace

TEST_CASE_METHOD(WorkFixture, "a removal goes by batches, is done when all are, and comes back whole", "[jobs]") {
  fill(25);
  const api::Job removal = job(Action::Remove, scope, everything(), {ids[3]});
  CHECK(removal.total == 24);
  CHECK(removal.query == "as asked");
  CHECK(removal.actor == "bob@dest.test");
  CHECK(removal.undo_until == at_ms(kStartMs) + std::chrono::days(30));
  CHECK(storage->jobs().to_work().value() == std::vector{removal.id});
  CHECK(work(removal, 10).has_more);
  CHECK(now(removal).state == JobState::Running);
  CHECK(now(removal).done == 10);
  CHECK(count(Status::Removed) == 10);
  reopen();  // killed and started again: it goes on where it was
  CHECK(storage->jobs().to_work().value() == std::vector{removal.id});
  CHECK(work(removal, 10).items == 10);
  const auto last = work(removal, 10);
  CHECK(last.items == 4);
  CHECK(last.is_finished);
  CHECK(now(removal).state == JobState::Done);
  CHECK(storage->jobs().to_work()->empty());
  CHECK(count(Status::Quarantined) == 1);
  const auto detail = storage->messages().detail(scope, ids[0]).value();
  CHECK(detail.trail.back().kind == "removed");
  CHECK(detail.trail.back().actor == "bob@dest.test");
  CHECK(storage->check_integrity()->empty());

  move(removal, JobState::Done, JobState::Undoing);
  CHECK(work(removal, 20).has_more);
  CHECK(count(Status::Removed) == 4);
  reopen();
  CHECK(work(removal, 20).is_finished);
  CHECK(now(removal).state == JobState::Undone);
  CHECK(now(removal).undone == 24);
  CHECK(count(Status::Quarantined) == 25);
  CHECK(storage->messages().detail(scope, ids[0])->trail.back().kind == "restored");
  CHECK(storage->check_integrity()->empty());
}

TEST_CASE_METHOD(WorkFixture, "what a job acts on is fixed when it is made: later mail stays", "[jobs]") {
  fill(3);
  const api::Job removal = job(Action::Remove, scope, everything());
  const auto later = add(delivery_to("bob@dest.test", "later"));
  CHECK(work(removal).is_finished);
  CHECK(storage->messages().find(scope, later)->summary.status == Status::Quarantined);
  CHECK(count(Status::Removed) == 3);
}

TEST_CASE_METHOD(WorkFixture, "a job takes nothing outside the scope of who asked", "[jobs]") {
  fill(2);
  fill(2, "eve@dest.test");
  fill(2, "eve@other.test");
  CHECK(job(Action::Remove, scope, everything()).total == 2);
  CHECK(job(Action::Remove, domain, everything()).total == 4);
  const auto words = term(Field::Words, {"Invoice"});
  CHECK(job(Action::Remove, scope, words).total == 2);
  const auto nothing = term(Field::Words, {"Nothing"});
  const auto refused = storage->jobs().add(scope, {.job = {}, .matching = &nothing, .except = {}, .list = {}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == base::ErrorCode::Refused);
  CHECK(refused.error().field == "query");
  CHECK(storage->jobs().history(scope, 0, 10)->total == 2);  // the refused one left nothing
}

TEST_CASE_METHOD(WorkFixture, "of two jobs over the same rows one acts and the later skips", "[jobs]") {
  fill(20);
  const api::Job first = job(Action::Remove, scope, everything());
  const api::Job second = job(Action::Release, domain, everything());
  CHECK(work(first, 5).items == 5);
  CHECK(work(second, 12).items == 12);  // five are gone, seven are held
  CHECK(work(first).is_finished);
  CHECK_FALSE(work(second).is_finished);
  CHECK(now(first).done == 13);
  CHECK(now(first).skipped == 7);
  CHECK(now(second).skipped == 13);
  CHECK(count(Status::ReleasePending) == 7);
  CHECK(storage->jobs().due(at_ms(kStartMs + 10'000), 100)->size() == 7);
  CHECK(storage->jobs().items(domain, second.id, ItemState::Skipped, 0, 1)->items[0].reply == "Already handled elsewhere");

  // Undo brings back what this job changed, and nothing of the other's.
  move(second, JobState::Waiting, JobState::Undoing);
  CHECK(work(second).is_finished);
  CHECK(count(Status::Quarantined) == 7);
  CHECK(count(Status::Removed) == 13);
  CHECK(now(second).undone == 7);
  CHECK(now(second).skipped == 13);
  CHECK(storage->check_integrity()->empty());
}

TEST_CASE_METHOD(WorkFixture, "a release of which nothing is held any more is done at once", "[jobs]") {
  fill(3);
  CHECK(work(job(Action::Remove, scope, everything())).is_finished);
  const api::Job release = job(Action::ReleaseAllow, scope, everything());
  CHECK(work(release).is_finished);
  CHECK(now(release).state == JobState::Done);
  CHECK(now(release).skipped == 3);
}

TEST_CASE_METHOD(WorkFixture, "cancelling keeps what is done, frees what is held, and leaves alone what is being handed over", "[jobs]") {
  fill(10);
  const api::Job removal = job(Action::Remove, scope, everything());
  CHECK(work(removal, 4).items == 4);
  move(removal, JobState::Running, JobState::Cancelled);
  CHECK(work(removal).is_finished);
  CHECK(now(removal).done == 4);
  CHECK(now(removal).undone == 6);
  CHECK(now(removal).state == JobState::Cancelled);
  CHECK(storage->jobs().to_work()->empty());

  const api::Job release = job(Action::Release, scope, term(Field::Status, {"quarantined"}));
  CHECK(work(release).items == 6);
  move(release, JobState::Waiting, JobState::Running);
  move(release, JobState::Running, JobState::Cancelled);
  const auto held = work(release, 1000, 1, {ids[9]});
  CHECK_FALSE(held.is_finished);
  CHECK(count(Status::Quarantined) == 5);
  CHECK(storage->messages().find(scope, ids[9])->summary.status == Status::ReleasePending);
  REQUIRE(storage->jobs().set_item(release.id, {ids[9], ItemState::Done, "250 ok", {}}, 1));
  CHECK(work(release).is_finished);
  CHECK(now(release).done == 1);
  CHECK(now(release).undone == 5);
}

TEST_CASE_METHOD(WorkFixture, "undoing a mark changes back only what the mark changed", "[jobs]") {
  fill(4);
  const api::MessageId seen_before[] = {ids[0]};
  REQUIRE(storage->messages().set_seen(scope, seen_before, true));
  const api::Job mark = job(Action::MarkSeen, scope, everything());
  CHECK(work(mark).is_finished);
  CHECK(now(mark).done == 4);
  const api::MessageId unseen_since[] = {ids[1]};
  REQUIRE(storage->messages().set_seen(scope, unseen_since, false));
  move(mark, JobState::Done, JobState::Undoing);
  CHECK(work(mark).is_finished);
  CHECK(storage->messages().find(scope, ids[0])->summary.seen);
  for (const int i : {1, 2, 3}) CHECK_FALSE(storage->messages().find(scope, ids[static_cast<std::size_t>(i)])->summary.seen);
  CHECK(now(mark).undone == 3);
  CHECK(now(mark).skipped == 1);
}

TEST_CASE_METHOD(WorkFixture, "undo does not bring back a message whose time here is over", "[jobs]") {
  REQUIRE(storage->accounts().put_domain({"dest.test", storage::RouteProtocol::Lmtp, "h", 24, 14, 5.5}));
  fill(1);
  auto younger = delivery_to("bob@dest.test", "younger");
  younger.summary.received_at = at_ms(kStartMs) + std::chrono::days(2);
  const auto kept = add(younger);
  const api::Job removal = job(Action::Remove, scope, everything());
  CHECK(removal.undo_until == at_ms(kStartMs) + std::chrono::days(16));
  CHECK(work(removal).is_finished);
  move(removal, JobState::Done, JobState::Undoing);
  CHECK(work(removal, 1000, std::chrono::milliseconds(std::chrono::days(15)).count()).is_finished);
  CHECK(storage->messages().find(scope, ids[0])->summary.status == Status::Removed);
  CHECK(storage->messages().find(scope, kept)->summary.status == Status::Quarantined);
  CHECK(now(removal).skipped == 1);
}

TEST_CASE_METHOD(WorkFixture, "the history is one's own, newest first, and the wish for the list is kept", "[jobs]") {
  fill(3);
  const api::Job first = job(Action::Remove, scope, everything());
  (void)job(Action::Remove, domain, everything());
  api::ListWish wish{
      .sender = api::ListWish::Sender::Domain, .reach = api::ListWish::Reach::Mailbox, .note = "ugh", .expires_at = at_ms(kStartMs + 9)};
  storage::NewJob blocking{
      .job = {.action = Action::RemoveBlock, .created_at = at_ms(kStartMs)}, .matching = nullptr, .except = {}, .list = {}};
  blocking.job.items = {{ids[0], {}, {}, {}}};
  blocking.list = wish;
  const api::Job second = storage->jobs().add(scope, blocking).value();
  const auto page = storage->jobs().history(scope, 0, 10).value();
  REQUIRE(page.items.size() == 2);
  CHECK(page.total == 2);
  CHECK(page.items[0].id == second.id);
  CHECK(page.items[1].id == first.id);
  CHECK(page.items[1].total == 3);
  CHECK(page.items[1].items.empty());
  CHECK(storage->jobs().history(scope, 1, 10)->items.front().id == first.id);
  CHECK(storage->jobs().list_wish(second.id).value() == wish);
  CHECK_FALSE(storage->jobs().list_wish(first.id).value());
}

TEST_CASE_METHOD(WorkFixture, "rows of a large job are told as one call to reload, to whom they concern", "[jobs]") {
  fill(501);
  fill(1, "eve@other.test");
  const auto before = *storage->jobs().newest_event_id();
  const api::Job removal = job(Action::Remove, scope, term(Field::To, {"bob"}));
  CHECK(work(removal, 500).has_more);
  CHECK(*storage->jobs().newest_event_id() == before);
  CHECK(work(removal, 500).is_finished);
  const auto told = [&](const domain::Scope& to) { return storage->jobs().events_after(to, before, 100).value(); };
  for (const auto& reader : {scope, domain, domain::Scope::system()}) {
    REQUIRE(told(reader).size() == 1);
    CHECK(told(reader)[0].kind == api::EventKind::Resync);
  }
  CHECK(told(email_scope({"eve@other.test"})).empty());
  CHECK(told(email_scope({"eve@dest.test"})).empty());
  CHECK(now(removal).items.size() == 501);
}

}  // namespace pratique::test
