// The query language as request parameters: `q` (or a body's `query`) and `zone_offset_minutes`. Pure; any thread.
#pragma once

#include <string_view>

#include "client/api/query.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/handlers/exchange.hpp"

namespace pratique::handlers {

// BadInput names `field` and says at which character it went wrong.
[[nodiscard]] base::Result<api::query::Node> parse_query(std::string_view text, base::WallTime now, int zone_offset_minutes,
                                                         std::string_view field);

// Of ?zone_offset_minutes=: minutes east of UTC, 0 when absent. BadInput beyond a day.
[[nodiscard]] base::Result<int> zone_offset_of(const Request& request);

// A whole number in the query, `absent` when not there. BadInput outside `low`…`high`.
[[nodiscard]] base::Result<std::int64_t> number_in_query(const Request& request, const std::string& name, std::int64_t absent,
                                                         std::int64_t low, std::int64_t high);

}  // namespace pratique::handlers
