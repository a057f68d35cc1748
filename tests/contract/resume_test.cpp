#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "node/jobs/job_runner.hpp"
#include "node/jobs/job_service.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/fake_mail_server.hpp"

// What a node finds when it comes up after it was killed between two steps of a release.

namespace pratique::test {
namespace {

struct Killed {
  Killed() {
    storage = storage::open_sqlite_storage(folder.path()).value();
    REQUIRE(storage->accounts().put_domain(
        {.name = "t.example", .protocol = storage::RouteProtocol::Lmtp, .host = "127.0.0.1", .port = server.port()}));
    storage::NewDelivery delivery;
    delivery.blob_sha256 = storage->blobs().put(plain_mail("ann@t.example")).value();
    delivery.ident = "1";
    delivery.summary.recipient = "ann@t.example";
    delivery.summary.received_at = delivery.summary.status_at = clock.wall_now();
    id = storage->messages().insert(std::span(&delivery, 1)).value().front().id;
  }

  // A release as it was stored when the node died.
  void job() {
    const api::Job wanted{.action = api::Action::Release,
                          .created_at = clock.wall_now(),
                          .runs_at = clock.wall_now(),
                          .total = 1,
                          .items = {{.message_id = id}}};
    job_id = storage->jobs().add(domain::Scope::system(), {.job = wanted, .matching = nullptr, .except = {}, .list = {}}).value().id;
  }
  void hold() const { REQUIRE(storage->jobs().work(job_id, clock.wall_now(), 10, {}).value().items == 1); }
  void run() const { REQUIRE(storage->jobs().change_state(job_id, api::JobState::Waiting, api::JobState::Running).value()); }
  void move(api::Status from, api::Status to) const {
    const auto moved = storage->messages().change_status(domain::Scope::system(), {.id = id,
                                                                                   .from = from,
                                                                                   .to = to,
                                                                                   .at = clock.wall_now(),
                                                                                   .trail_kind = "test",
                                                                                   .trail_detail = {},
                                                                                   .delivery = std::nullopt,
                                                                                   .smtp_reply = {}});
    REQUIRE((moved && *moved));
  }

  api::Job start_and_finish() {
    jobs::JobGate gate;
    jobs::JobRunner runner({}, *storage, gate, clock, log);
    runner.start();
    api::Job seen;
    for (int i = 0; i < 200; ++i) {
      seen = storage->jobs().find(domain::Scope::system(), job_id).value();
      if (seen.state == api::JobState::Done) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return seen;
  }

  TempFolder folder;
  SystemClock clock;
  base::NullLogger log;
  FakeMailServer server{FakeProtocol::Lmtp};
  std::unique_ptr<storage::Storage> storage;
  api::MessageId id;
  api::JobId job_id;
};

}  // namespace

TEST_CASE("Killed before the message was held for release: it is released all the same", "[resume]") {
  Killed node;
  node.job();
  CHECK(node.start_and_finish().done == 1);
  CHECK(node.server.mails().size() == 1);
}

TEST_CASE("Killed while speaking to the destination: sent again, and the trail says it may have arrived twice", "[resume]") {
  Killed node;
  node.job();
  node.hold();
  node.run();
  REQUIRE(node.storage->jobs().record_intent(node.job_id, node.id, "before the crash"));
  CHECK(node.start_and_finish().done == 1);
  CHECK(node.server.mails().size() == 1);
  const auto detail = node.storage->messages().detail(domain::Scope::system(), node.id);
  REQUIRE(detail);
  CHECK(detail->summary.status == api::Status::Released);
  CHECK(std::ranges::any_of(detail->trail, [](const api::TrailEvent& event) { return event.detail.find("twice") != std::string::npos; }));
}

TEST_CASE("Killed after the delivery was recorded: it is not sent again", "[resume]") {
  Killed node;
  node.job();
  node.hold();
  node.run();
  REQUIRE(node.storage->jobs().record_intent(node.job_id, node.id, "before the crash"));
  node.move(api::Status::ReleasePending, api::Status::Released);
  CHECK(node.start_and_finish().done == 1);
  CHECK(node.server.connections() == 0);
}

TEST_CASE("A message acted on elsewhere meanwhile is skipped", "[resume]") {
  Killed node;
  node.job();
  node.move(api::Status::Quarantined, api::Status::Removed);
  const api::Job job = node.start_and_finish();
  CHECK(job.items.front().state == api::ItemState::Skipped);
  CHECK(node.server.connections() == 0);
}

}  // namespace pratique::test
