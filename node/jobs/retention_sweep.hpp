// Ends what is kept too long, in a thread of its own: a look every few minutes, small batches with pauses between, so that arriving mail
// and people never wait for it. A crash loses nothing: what was not done is found again.
#pragma once

#include <chrono>
#include <cstdint>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/jobs/repeating_thread.hpp"
#include "node/storage/storage.hpp"

namespace pratique::jobs {

struct RetentionOptions {
  std::int64_t log_days = 90;  // rows of which only the log is kept
  std::chrono::milliseconds look_every = std::chrono::minutes(10);
  std::chrono::milliseconds between_batches{20};
  std::chrono::seconds file_grace = std::chrono::hours(1);  // a file put so lately may be of mail that is just arriving
};

struct Swept {
  std::int64_t expired = 0;    // messages whose bytes went
  std::int64_t forgotten = 0;  // rows
  std::int64_t files = 0;
};

class RetentionSweep {
 public:
  RetentionSweep(RetentionOptions options, storage::Storage& storage, const base::Clock& clock, base::Logger& log);

  void start();
  void stop() { thread_.stop(); }  // so does its end
  // All that is due now. What the thread does; tests call it instead of start().
  [[nodiscard]] base::Result<Swept> sweep();

 private:
  RetentionOptions options_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  RepeatingThread thread_;
};

}  // namespace pratique::jobs
