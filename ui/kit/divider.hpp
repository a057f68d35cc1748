// The draggable line between two panes (a Separator with a value): drag, arrows by 16 px, double click or Enter resets.
#pragma once

#include <optional>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct DividerSpec {
  std::string_view name;
  float value = 0;  // size of the pane before it
  float min = 0, max = 0, initial = 0;
};
// `box` is the line; the target is wider. Answers the new value.
std::optional<float> divider(Ui& ui, Id id, const Box& box, const DividerSpec& spec);

}  // namespace pratique::kit
