// A few threads that run what would block an event loop. Bounded: when the queue is full, try_run says no at once.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "client/base/unique_function.hpp"

namespace pratique::http {

class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t queued_max);
  ~WorkerPool();  // stops
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  [[nodiscard]] bool try_run(base::UniqueFunction<void()> work);
  void stop();  // after everything queued has run

 private:
  void loop();

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<base::UniqueFunction<void()>> queue_;
  std::size_t queued_max_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pratique::http
