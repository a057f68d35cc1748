#include "shell/frame_scheduler.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>

using namespace pratique;

namespace {

// Holds the one timer that is running; firing it is up to the test.
class OneTimer final : public ports::Timers {
 public:
  [[nodiscard]] ports::Pending after(std::int64_t delay_ms, base::UniqueFunction<void()> run) override {
    delay_ms_ = delay_ms;
    run_ = std::move(run);
    return ports::Pending(std::make_unique<Running>(*this));
  }
  void fire() { std::exchange(run_, nullptr)(); }
  [[nodiscard]] bool running() const { return static_cast<bool>(run_); }
  [[nodiscard]] std::int64_t delay_ms() const { return delay_ms_; }

 private:
  struct Running final : ports::Pending::Call {
    explicit Running(OneTimer& owner) : timer(owner) {}
    ~Running() override { timer.run_ = nullptr; }
    OneTimer& timer;
  };
  base::UniqueFunction<void()> run_;
  std::int64_t delay_ms_ = 0;
};

struct Host {
  OneTimer timers;
  int asked = 0;
  shell::FrameScheduler scheduler{timers, [this] { ++asked; }};

  // Draws as long as the scheduler asks for it, and counts; a page that never sleeps ends at 50.
  int run(shell::NextFrame next = {}) {
    int drawn = 0;
    while (scheduler.waiting() && drawn < 50) {
      scheduler.begin();
      ++drawn;
      scheduler.end(next);
    }
    return drawn;
  }
};

}  // namespace

TEST_CASE("nothing is drawn before something asks for it") {
  Host host;
  CHECK(host.asked == 0);
  CHECK_FALSE(host.scheduler.waiting());
}

TEST_CASE("a request is drawn twice, because hover and layout settle one frame late, and then the page sleeps") {
  Host host;
  host.scheduler.request();
  CHECK(host.run() == 2);
  CHECK(host.scheduler.drawn() == 2);
  CHECK_FALSE(host.scheduler.waiting());
}

TEST_CASE("many requests before a frame ask the platform once") {
  Host host;
  for (int i = 0; i < 5; ++i) host.scheduler.request();
  CHECK(host.asked == 1);
}

TEST_CASE("a request during a frame is not lost") {
  Host host;
  host.scheduler.request();
  CHECK(host.run() == 2);
  host.scheduler.request();
  host.scheduler.begin();
  host.scheduler.request();
  host.scheduler.end({});
  CHECK(host.run() == 2);
}

TEST_CASE("an animation is drawn until it ends") {
  Host host;
  host.scheduler.request();
  CHECK(host.run({.right_away = true}) == 50);
  CHECK(host.run() == 1);
}

TEST_CASE("a clock on screen wakes the page when it changes, and the wish dies with the next frame") {
  Host host;
  host.scheduler.request();
  host.run({.in_ms = 900});
  REQUIRE(host.timers.running());
  CHECK(host.timers.delay_ms() == 900);
  host.timers.fire();
  CHECK(host.run() == 1);
  CHECK_FALSE(host.timers.running());
}
