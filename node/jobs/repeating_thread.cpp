#include "node/jobs/repeating_thread.hpp"

namespace pratique::jobs {

void RepeatingThread::start(std::chrono::milliseconds first_pause, base::UniqueFunction<std::chrono::milliseconds()> turn) {
  thread_ = std::thread([this, first_pause, turn = std::move(turn)]() mutable {
    for (auto wait = first_pause; pause(wait);) wait = turn();
  });
}

void RepeatingThread::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

bool RepeatingThread::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !stopping_.wait_for(lock, time, [this] { return is_stopping_; });
}

}  // namespace pratique::jobs
