#include "shell/frame_scheduler.hpp"

#include <utility>

namespace pratique::shell {

FrameScheduler::FrameScheduler(ports::Timers& timers, base::UniqueFunction<void()> ask_host)
    : timers_(timers), ask_host_(std::move(ask_host)) {}

void FrameScheduler::request() {
  settle_frames_ = 2;
  ask();
}

void FrameScheduler::ask() {
  if (asked_) return;
  asked_ = true;
  ask_host_();
}

void FrameScheduler::begin() {
  asked_ = false;
  if (settle_frames_ > 0) --settle_frames_;
  later_.reset();
  ++drawn_;
}

void FrameScheduler::end(NextFrame next) {
  if (next.right_away || settle_frames_ > 0) return ask();
  if (next.in_ms) later_ = timers_.after(*next.in_ms, [this] { ask(); });
}

}  // namespace pratique::shell
