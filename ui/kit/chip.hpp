// "from: parcel-service x": a search operator or a filter that can be taken away.
#pragma once

#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct ChipSpec {
  std::string_view field;        // "from:"; may be empty
  std::string_view value;        // SemiBold
  std::string_view remove_name;  // accessible name of the cross; empty = it cannot be removed
};
enum class ChipClick : std::uint8_t { None, Edit, Remove };
ChipClick chip(Ui& ui, Id id, const Box& box, const ChipSpec& spec);
[[nodiscard]] float chip_width(Ui& ui, const ChipSpec& spec);
inline constexpr float kChipHeight = 24;

}  // namespace pratique::kit
