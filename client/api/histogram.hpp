// GET /v1/messages/count?q= and GET /v1/messages/histogram?q=&bucket=&zone_offset_minutes=: how many, and when they came.
// Both count the caller's scope exactly. Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/message.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

struct MessageCount {  // {"count": 412}
  std::int64_t count = 0;
  bool operator==(const MessageCount&) const = default;
};

enum class Bucket : std::uint8_t { Hour, Day };  // wire: hour, day

struct HistogramBar {      // {"begin": "…", "count": 12, "by_status": {"quarantined": 10, "released": 2}}
  base::WallTime begin{};  // start of the hour or day in the reader's zone, as UTC
  std::int64_t count = 0;
  std::map<Status, std::int64_t> by_status;  // only those above 0
  bool operator==(const HistogramBar&) const = default;
};

// {"bucket": "day", "bars": […]}. Oldest first; buckets without messages are left out; at most 1,000, the newest ones.
struct Histogram {
  Bucket bucket = Bucket::Day;
  std::vector<HistogramBar> bars;
  bool operator==(const Histogram&) const = default;
};

struct HistogramRequest {
  std::string query;  // the query language of client/api/query.hpp
  Bucket bucket = Bucket::Day;
  int zone_offset_minutes = 0;  // reader's offset east of UTC: where a day begins
  bool operator==(const HistogramRequest&) const = default;
};

[[nodiscard]] std::string_view to_wire(Bucket bucket);
[[nodiscard]] std::optional<Bucket> parse_bucket(std::string_view word);
[[nodiscard]] std::string to_count_url(std::string_view query);     // "/v1/messages/count?q=…"
[[nodiscard]] std::string to_url(const HistogramRequest& request);  // "/v1/messages/histogram?q=…&bucket=day&zone_offset_minutes=60"
[[nodiscard]] std::string encode(const MessageCount& count);
[[nodiscard]] std::string encode(const Histogram& histogram);
[[nodiscard]] base::Result<MessageCount> decode_message_count(std::string_view json);
[[nodiscard]] base::Result<Histogram> decode_histogram(std::string_view json);

}  // namespace pratique::api
