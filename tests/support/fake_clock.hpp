// Time that stands still until a test moves it, and the timers that hang on it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "client/base/clock.hpp"
#include "client/ports/platform.hpp"

namespace pratique::test {

class ManualClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override { return wall_; }
  [[nodiscard]] base::MonoTime mono_now() const override { return mono_; }
  void advance(std::chrono::milliseconds by) {
    wall_ += by;
    mono_ += by;
  }

 private:
  base::WallTime wall_ = base::WallTime(std::chrono::milliseconds(1'795'341'600'000));  // 2026-11-22T10:00:00Z
  base::MonoTime mono_{1'000};
};

class FakeTimers final : public ports::Timers {
 public:
  explicit FakeTimers(ManualClock& clock) : clock_(clock) {}
  [[nodiscard]] ports::Pending after(std::int64_t delay_ms, base::UniqueFunction<void()> run) override;
  // Moves the clock timer by timer, in order; timers set meanwhile run too when they fall due.
  void advance(std::int64_t by_ms);
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Timer {
    base::MonoTime due;
    std::int64_t order;
    base::UniqueFunction<void()> run;
    bool cancelled = false;
  };
  class Handle;
  ManualClock& clock_;
  std::vector<std::shared_ptr<Timer>> timers_;
  std::int64_t next_order_ = 0;
};

}  // namespace pratique::test
