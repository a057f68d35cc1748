// Tabs and the segmented control: one focus stop, arrows inside (WAI-ARIA tabs, radio group). Answer the newly chosen index.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct Tab {
  Id id = 0;
  std::string_view label;
  std::string_view count;  // pill after the label; empty = none
};
// Underlined tabs from the start edge; they share the width when it does not suffice, then scroll sideways.
std::optional<std::size_t> tabs(Ui& ui, Id id, const Box& box, std::span<const Tab> tabs, std::size_t active, std::string_view name);
[[nodiscard]] float tabs_width(Ui& ui, std::span<const Tab> tabs);

struct Segment {
  Id id = 0;
  std::string_view label;
  theme::Icon icon = theme::Icon::None;
};
std::optional<std::size_t> segmented(Ui& ui, Id id, const Box& box, std::span<const Segment> segments, std::size_t active,
                                     std::string_view name);
[[nodiscard]] float segmented_width(Ui& ui, std::span<const Segment> segments);

}  // namespace pratique::kit
