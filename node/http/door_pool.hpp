// Threads for calls that wait for somebody else's server. Apart from the workers, so that however slow that server is, lists are not.
// Bounded three ways: threads, how many wait, and how many threads one key (a domain's server) may hold. try_run may be called by any
// thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "client/base/unique_function.hpp"

namespace pratique::http {

enum class Turn : std::uint8_t {
  Go,
  TooLate,  // it has waited too long, or the pool stops: only say so
};

struct DoorPoolLimits {
  int threads = 24;
  int of_one_key = 16;
  std::size_t waiting_max = 64;
  std::chrono::milliseconds waiting_time_max{8000};
};

class DoorPool {
 public:
  explicit DoorPool(DoorPoolLimits limits);
  ~DoorPool();  // stops
  DoorPool(const DoorPool&) = delete;
  DoorPool& operator=(const DoorPool&) = delete;

  // False: too many wait, and `work` will not be called. Else it is called once, on a thread of the pool.
  [[nodiscard]] bool try_run(std::string key, base::UniqueFunction<void(Turn)> work);
  void stop();  // what waits is told TooLate; waits for what runs

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    std::string key;
    base::UniqueFunction<void(Turn)> work;
    Clock::time_point since;
  };
  void loop();
  [[nodiscard]] std::deque<Waiting>::iterator next_locked();

  DoorPoolLimits limits_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Waiting> waiting_;
  std::map<std::string, int> running_;  // by key
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pratique::http
