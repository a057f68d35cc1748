// Values of the query language that are more than a text: sizes, scores, dates and networks. Total. Internal to client/api/query.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"

namespace pratique::api::query {

[[nodiscard]] std::optional<double> parse_size(std::string_view text);   // "200", "200K", "1.5 MB": bytes, K = 1,024
[[nodiscard]] std::optional<double> parse_score(std::string_view text);  // "-1.5": at most six fraction digits are kept
[[nodiscard]] std::string print_number(double value);                    // reads back as the same number
// today, yesterday, tomorrow, 3d, 2w, 2026-11-01: the start of that day for the reader; 6h and RFC 3339: that instant.
[[nodiscard]] std::optional<base::WallTime> parse_date(std::string_view text, base::WallTime now, int zone_offset_minutes);
// The network in one spelling: host bits cleared, RFC 5952 for IPv6, no length when it is a single address.
[[nodiscard]] std::optional<std::string> canonical_network(std::string_view text);

}  // namespace pratique::api::query
