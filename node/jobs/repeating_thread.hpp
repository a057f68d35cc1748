// A thread that does something, pauses, and does it again until it is stopped, which also ends a pause.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "client/base/unique_function.hpp"

namespace pratique::jobs {

class RepeatingThread {
 public:
  RepeatingThread() = default;
  ~RepeatingThread() { stop(); }
  RepeatingThread(const RepeatingThread&) = delete;
  RepeatingThread& operator=(const RepeatingThread&) = delete;

  // After `first_pause` calls `turn`, which answers how long to pause before it is called again. Once.
  void start(std::chrono::milliseconds first_pause, base::UniqueFunction<std::chrono::milliseconds()> turn);
  void stop();  // waits for the turn under way; harmless when it never started
  // For inside a turn, and without a thread: false: it is to stop.
  [[nodiscard]] bool pause(std::chrono::milliseconds time);

 private:
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace pratique::jobs
