// How many messages an hour one reporter may send in: a bucket that fills evenly, so that a backlog can be reported at once and a flood
// cannot. In memory, bounded; any thread.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "client/base/clock.hpp"

namespace pratique::reports {

class ReportRate {
 public:
  ReportRate(std::int64_t per_hour, const base::Clock& clock) : per_hour_(static_cast<double>(per_hour)), clock_(clock) {}

  // 0: go on, `count` is taken. Otherwise the seconds until it would be; nothing is taken. More than an hour's worth waits for a full
  // bucket.
  [[nodiscard]] std::int64_t charge(std::string_view key, std::int64_t count);

 private:
  struct Bucket {
    double left = 0;
    base::MonoTime at{};
  };

  double per_hour_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace pratique::reports
