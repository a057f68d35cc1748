#include "node/http/door_pool.hpp"

#include <algorithm>

namespace pratique::http {

DoorPool::DoorPool(DoorPoolLimits limits) : limits_(limits) {
  for (int i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { loop(); });
}

DoorPool::~DoorPool() {
  stop();
}

bool DoorPool::try_run(std::string key, base::UniqueFunction<void(Turn)> work) {
  {
    const std::lock_guard lock(mutex_);
    // One key may not take all the places either: the last quarter is for others.
    const auto alike = static_cast<std::size_t>(std::ranges::count(waiting_, key, &Waiting::key));
    if (is_stopping_ || waiting_.size() >= limits_.waiting_max || alike >= limits_.waiting_max - limits_.waiting_max / 4) return false;
    waiting_.push_back({.key = std::move(key), .work = std::move(work), .since = Clock::now()});
  }
  ready_.notify_one();
  return true;
}

void DoorPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

// The first whose key has a thread left; when stopping, any.
std::deque<DoorPool::Waiting>::iterator DoorPool::next_locked() {
  return std::ranges::find_if(waiting_, [this](const Waiting& item) {
    const auto running = running_.find(item.key);
    return is_stopping_ || running == running_.end() || running->second < limits_.of_one_key;
  });
}

void DoorPool::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    auto next = waiting_.end();
    ready_.wait(lock, [&] { return (next = next_locked()) != waiting_.end() || is_stopping_; });
    if (next == waiting_.end()) return;
    Waiting item = std::move(*next);
    waiting_.erase(next);
    ++running_[item.key];
    const Turn turn = is_stopping_ || Clock::now() - item.since > limits_.waiting_time_max ? Turn::TooLate : Turn::Go;
    lock.unlock();
    item.work(turn);
    item.work = {};
    lock.lock();
    if (const auto running = running_.find(item.key); --running->second == 0) running_.erase(running);
    ready_.notify_one();  // of the same key, one may go on now
  }
}

}  // namespace pratique::http
