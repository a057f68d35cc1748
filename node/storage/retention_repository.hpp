// What is kept ends: first a held message's bytes, later the row. In batches, each one short transaction, so that arriving mail never waits
// long. Rows that an unfinished job has hold of are left for later. Any thread. Errors: Unavailable, Internal.
#pragma once

#include <chrono>
#include <cstdint>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::storage {

class RetentionRepository {
 public:
  virtual ~RetentionRepository() = default;
  // Messages whose domain keeps mail no longer: the bytes, their words and their start go, and what was still held is Expired. Mail that
  // somebody removed or released within the last day stays whole. Answers how many; fewer than `limit`: no more now.
  [[nodiscard]] virtual base::Result<std::int64_t> expire(base::WallTime now, std::int64_t limit) = 0;
  // Rows without bytes that came before `before`, with all that hangs on them. Answers how many.
  [[nodiscard]] virtual base::Result<std::int64_t> forget(base::WallTime before, std::int64_t limit) = 0;
  // What the log needed to join lines and events from before `before`.
  [[nodiscard]] virtual base::Result<void> forget_notes(base::WallTime before) = 0;
  // Files of messages that no row has. Those written within `grace` may be of mail that is just arriving, and wait. Answers how many went.
  [[nodiscard]] virtual base::Result<std::int64_t> remove_files(std::chrono::seconds grace, std::int64_t limit) = 0;
};

}  // namespace pratique::storage
