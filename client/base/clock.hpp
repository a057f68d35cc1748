// Time as the product uses it: wall time in UTC milliseconds, and a monotonic clock for deadlines and animations.
// Clock is a port: shell and node give the real one, tests a ManualClock. Implementations are safe from any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::base {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;  // UTC
using MonoTime = std::chrono::duration<std::int64_t, std::milli>;   // since an arbitrary start; never goes back

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime wall_now() const = 0;
  [[nodiscard]] virtual MonoTime mono_now() const = 0;
};

// RFC 3339, UTC, always three fraction digits and `Z`: "2026-11-22T13:02:51.000Z".
[[nodiscard]] std::string format_rfc3339(WallTime time);

// Accepts any RFC 3339 date-time (offset or Z, any number of fraction digits, truncated to milliseconds); years 1 to 9999.
[[nodiscard]] Result<WallTime> parse_rfc3339(std::string_view text);

}  // namespace pratique::base
