// Sends bodies whose length nobody knows before they end (exports): each on a thread of its own, straight to the socket, as fast as the
// client reads and no faster, so that no more than one piece is in memory. A client that is gone or silent ends it. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "client/base/log.hpp"
#include "client/base/unique_function.hpp"
#include "node/handlers/exchange.hpp"

namespace pratique::http {

class LongBodies {
 public:
  explicit LongBodies(base::Logger& log) : log_(log) {}
  ~LongBodies() { stop(); }
  LongBodies(const LongBodies&) = delete;
  LongBodies& operator=(const LongBodies&) = delete;

  // Takes the socket, unless it answers false: too many are under way. `closed` runs once, at the end.
  [[nodiscard]] bool try_send(int socket, handlers::Response response, base::UniqueFunction<void()> closed);
  void stop();  // cuts what is under way and waits for it

 private:
  void send(int socket, const handlers::Response& response);

  base::Logger& log_;
  std::atomic<bool> is_stopping_ = false;
  std::mutex mutex_;
  std::condition_variable all_gone_;
  int under_way_ = 0;
};

}  // namespace pratique::http
