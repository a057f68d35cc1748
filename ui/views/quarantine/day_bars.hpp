// The days that a histogram has a bar for, and the range of them that the query's dates name: shared by the quarantine and the log.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ui/views/frame.hpp"

namespace pratique::views {

// A bar for every day of the span shown, also those without mail.
struct Days {
  std::int64_t first = 0;
  std::vector<std::int64_t> counts;
  [[nodiscard]] std::int64_t last() const { return first + static_cast<std::int64_t>(counts.size()) - 1; }
};

[[nodiscard]] Days days_of(const Frame& frame, const api::Histogram* histogram);
[[nodiscard]] std::optional<kit::BarRange> range_of_query(const Frame& frame, const Days& days);  // of its after: and before:
[[nodiscard]] std::string range_text(const Frame& frame, const Days& days, const std::optional<kit::BarRange>& range);
void search_range(Frame& frame, const Days& days, const std::optional<kit::BarRange>& range);  // nullopt: any time
// What the reader drags or moves by keys over the bars becomes the search's dates once he lets go; `painting` is the range until then.
void follow_painting(Frame& frame, const Days& days, const kit::HistogramEvents& events, bool is_grabbed,
                     std::optional<kit::BarRange>& painting);
void dates_view(Frame& frame, kit::Box box, const Days& days);                                 // under the bars

}  // namespace pratique::views
