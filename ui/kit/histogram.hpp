// A bar per day (or hour) with a range that can be painted: drag paints, drag inside moves, Esc clears; arrows move, Shift+arrows
// resize. One Slider node that reads out the range.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct BarRange {
  std::size_t first = 0, last = 0;  // inclusive
  bool operator==(const BarRange&) const = default;
};
struct HistogramState {
  std::optional<std::size_t> grabbed;  // bar where the drag began
  std::optional<BarRange> moving;      // the range as it was then
  bool dragged = false;                // this press is no click any more
};
struct BarSeries {  // one part of each bar, from the bottom up
  std::span<const std::int64_t> values;
  theme::Color color;
};
struct HistogramSpec {
  std::span<const std::int64_t> bars;  // the whole heights
  std::span<const BarSeries> series;   // what they are made of; none: one colour
  std::optional<BarRange> range;
  std::string_view name;
  std::string_view value;  // "12 to 19 November, 412 held"
};
struct HistogramEvents {
  std::optional<BarRange> changed;
  bool cleared = false;
};
HistogramEvents histogram(Ui& ui, Id id, const Box& box, const HistogramSpec& spec, HistogramState& state);

}  // namespace pratique::kit
