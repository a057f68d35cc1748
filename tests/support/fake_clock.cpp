#include "tests/support/fake_clock.hpp"

#include <algorithm>

namespace pratique::test {

class FakeTimers::Handle final : public ports::Pending::Call {
 public:
  explicit Handle(std::shared_ptr<Timer> timer) : timer_(std::move(timer)) {}
  ~Handle() override { timer_->cancelled = true; }

 private:
  std::shared_ptr<Timer> timer_;
};

ports::Pending FakeTimers::after(std::int64_t delay_ms, base::UniqueFunction<void()> run) {
  auto timer = std::make_shared<Timer>(Timer{clock_.mono_now() + std::chrono::milliseconds(delay_ms), next_order_++, std::move(run)});
  timers_.push_back(timer);
  return ports::Pending(std::make_unique<Handle>(std::move(timer)));
}

void FakeTimers::advance(std::int64_t by_ms) {
  const base::MonoTime end = clock_.mono_now() + std::chrono::milliseconds(by_ms);
  while (true) {
    std::erase_if(timers_, [](const auto& timer) { return timer->cancelled; });
    const auto next = std::ranges::min_element(
        timers_, [](const auto& a, const auto& b) { return a->due != b->due ? a->due < b->due : a->order < b->order; });
    if (next == timers_.end() || (*next)->due > end) break;
    const std::shared_ptr<Timer> timer = *next;
    timers_.erase(next);
    if (timer->due > clock_.mono_now()) clock_.advance(timer->due - clock_.mono_now());
    auto run = std::move(timer->run);
    run();
  }
  clock_.advance(end - clock_.mono_now());
}

std::size_t FakeTimers::waiting() const {
  return static_cast<std::size_t>(std::ranges::count_if(timers_, [](const auto& timer) { return !timer->cancelled; }));
}

}  // namespace pratique::test
