#include "client/requests/api_client.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "client/requests/backoff.hpp"
#include "client/requests/idempotency_key.hpp"
#include "client/requests/request_slot.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_transport.hpp"

using namespace pratique;
using namespace pratique::requests;

namespace {

struct Setup : ApiClient::Observer {
  void session_refused() override { ++refused; }
  void network_answered(bool reached) override { reached ? ++answered : ++away; }
  int refused = 0;
  int answered = 0;
  int away = 0;
  test::ManualClock clock;
  test::FakeTimers timers{clock};
  test::FakeTransport transport{[](const ports::Request&) { return test::ok(R"({"count":3})"); }};
  ApiClient api{transport, timers, clock, *this};
};

}  // namespace

TEST_CASE("A read is tried three times while the node is away, then says so") {
  Setup setup;
  for (int i = 0; i < 4; ++i) setup.transport.fail_nth("GET", 1, test::offline());
  std::optional<base::Result<api::MessageCount>> got;
  const auto pending = setup.api.count("", [&](auto answer) { got = std::move(answer); });
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(got.has_value());
    setup.transport.deliver();
    setup.timers.advance(4'000);
  }
  setup.transport.deliver();
  REQUIRE(got.has_value());
  CHECK(got->error().code == base::ErrorCode::Offline);
  CHECK(setup.transport.count("GET") == 3);
  CHECK(setup.away == 3);
}

TEST_CASE("A read that was told to wait long is not kept spinning; one told to wait a second waits it") {
  Setup setup;
  setup.transport.fail_nth("GET", 1, ports::Response{503, {{"Retry-After", "60"}}, ""});
  std::optional<base::Result<api::MessageCount>> got;
  auto pending = setup.api.count("", [&](auto answer) { got = std::move(answer); });
  setup.transport.deliver();
  REQUIRE(got.has_value());
  CHECK(got->error().retry_after_secs == 60);
  got.reset();
  setup.transport.fail_nth("GET", 1, ports::Response{503, {{"retry-after", "1"}}, ""});
  pending = setup.api.count("", [&](auto answer) { got = std::move(answer); });
  setup.transport.deliver();
  setup.timers.advance(999);
  setup.transport.deliver();
  CHECK_FALSE(got.has_value());
  setup.timers.advance(1);
  setup.transport.deliver();
  CHECK(got->value().count == 3);
}

TEST_CASE("A write is sent once, whatever happens") {
  Setup setup;
  setup.transport.fail_nth("POST", 1, test::offline());
  int answers = 0;
  const auto pending = setup.api.act({api::Action::Release, {api::MessageId{"a"}}, std::nullopt, {}}, "key", [&](auto) { ++answers; });
  setup.transport.deliver();
  setup.timers.advance(60'000);
  CHECK(answers == 1);
  CHECK(setup.transport.count("POST") == 1);
  CHECK(setup.transport.sent("POST")[0]->header("Idempotency-Key") == "key");
}

TEST_CASE("Dropping the Pending stops the call, its answer and its retries") {
  Setup setup;
  int answers = 0;
  auto pending = setup.api.count("", [&](auto) { ++answers; });
  pending.reset();
  setup.transport.deliver();
  setup.transport.fail_nth("GET", 1, test::status(503));
  pending = setup.api.count("", [&](auto) { ++answers; });
  setup.transport.deliver();
  pending.reset();
  setup.timers.advance(60'000);
  setup.transport.deliver();
  CHECK(answers == 0);
  CHECK(setup.transport.count("GET") == 2);
}

TEST_CASE("401 ends the session only when it answers the token in use") {
  Setup setup;
  setup.api.use_token("old");
  setup.transport.fail_nth("GET", 1, test::status(401));
  const auto pending = setup.api.count("", [](auto) {});
  setup.api.use_token("new");
  setup.transport.deliver();
  CHECK(setup.refused == 0);
  setup.transport.fail_nth("GET", 1, test::status(401));
  const auto again = setup.api.count("", [](auto) {});
  setup.transport.deliver();
  CHECK(setup.refused == 1);
}

TEST_CASE("An answer that breaks the contract names the field") {
  Setup setup;
  setup.transport.fail_nth("GET", 1, test::ok(R"({"count":"three"})"));
  std::optional<base::Result<api::MessageCount>> got;
  const auto pending = setup.api.count("", [&](auto answer) { got = std::move(answer); });
  setup.transport.deliver();
  CHECK(got->error().code == base::ErrorCode::BadReply);
  CHECK(got->error().detail == "/count: expected a whole number");
}

TEST_CASE("A source longer than asked for is cut, whether or not the node understands ranges") {
  Setup setup;
  setup.transport.fail_nth("GET", 1, test::ok(std::string(50, 'x')));
  std::optional<base::Result<std::string>> got;
  const auto pending = setup.api.source_start({"a"}, 20, [&](auto answer) { got = std::move(answer); });
  setup.transport.deliver();
  CHECK(got->value().size() == 20);
}

TEST_CASE("A slot keeps the value known while it asks again, and forgets the question before") {
  Setup setup;
  store::Remote<api::MessageCount> remote;
  RequestSlot<api::MessageCount> slot;
  int then = 0;
  auto ask = [&] {
    slot.load(remote, [&](Done<api::MessageCount> done) { return setup.api.count("", std::move(done)); }, [&] { ++then; });
  };
  ask();
  setup.transport.deliver();
  CHECK(remote.value()->count == 3);
  ask();
  ask();
  CHECK(remote.is_loading());
  CHECK(remote.value()->count == 3);
  CHECK(setup.transport.waiting("GET").size() == 1);
  setup.transport.fail_nth("GET", 1, test::status(400));
  setup.transport.deliver();
  CHECK(remote.error() != nullptr);
  CHECK(remote.value()->count == 3);
  CHECK(then == 2);
  CHECK_FALSE(slot.busy());
}

TEST_CASE("Waits grow to their cap, differ, and never undercut what the server asked") {
  Backoff backoff(1'000, 30'000, 5);
  std::int64_t step = 1'000;
  for (int i = 0; i < 40; ++i) {
    const std::int64_t wait = backoff.next_ms();
    CHECK(wait >= step / 2);
    CHECK(wait <= step);
    step = std::min<std::int64_t>(30'000, step * 2);
  }
  CHECK(backoff.next_ms(90) == 90'000);
  backoff.reset();
  CHECK(backoff.next_ms() <= 1'000);
  CHECK(Backoff(1'000, 30'000, 4).next_ms() != Backoff(1'000, 30'000, 99).next_ms());
}

TEST_CASE("No two idempotency keys are alike") {
  std::set<std::string> keys;
  for (int i = 0; i < 1000; ++i) keys.insert(new_idempotency_key());
  CHECK(keys.size() == 1000);
  CHECK(keys.begin()->size() == 32);
}
