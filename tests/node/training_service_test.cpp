#include "node/jobs/job_service.hpp"
#include "tests/node/storage_fixture.hpp"
#include "tests/support/fake_clock.hpp"

namespace pratique::test {

TEST_CASE_METHOD(StorageFixture, "A node without a filter to teach says so and changes nothing", "[training]") {
  const ManualClock clock;
  jobs::JobGate gate;
  jobs::JobService service(*storage, gate, clock, 10);
  const auto id = add(delivery_to("bob@dest.test", "1"));
  for (const api::Action action : {api::Action::TrainSpam, api::Action::TrainNotSpam, api::Action::ReleaseTrain}) {
    const auto refused = service.start(email_scope({"bob@dest.test"}), {.action = action, .ids = {id}}, nullptr);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::Refused);
    CHECK(refused.error().field == "action");
  }
  CHECK(storage->messages().find(domain::Scope::system(), id)->summary.status == api::Status::Quarantined);
  CHECK(service.history(email_scope({"bob@dest.test"}), 0, 10)->total == 0);
}

}  // namespace pratique::test
