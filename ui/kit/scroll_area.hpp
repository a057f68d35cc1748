// A pane that scrolls down: wheel, kinetic touch, drag on the bar, keys and the screen reader. The state lives in the view state.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/kit/function_ref.hpp"
#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct ScrollState {
  double offset = 0;    // logical pixels, from the top
  double velocity = 0;  // logical pixels a second, while a touch glides
  double content_height = 0;
  double grabbed_at = 0;      // pointer, or thumb, where the drag holds it
  std::int64_t moved_ms = 0;  // mono time of the last step of a glide
  bool touching = false;
};

// `body` gets the box to draw into, moved up by the offset, and answers the height it used.
void scroll_area(Ui& ui, Id id, const Box& box, ScrollState& state, std::string_view name, FunctionRef<float(Box)> body);
// The parts, for widgets that scroll on their own.
void scroll_input(Ui& ui, Id id, const Box& box, ScrollState& state);  // wheel, touch, glide; clamps
// Keys that scroll while `id` has the focus: arrows, Page Up, Page Down, Home, End, and the screen reader's scroll.
void scroll_keys(Ui& ui, Id id, const Box& box, ScrollState& state);
void scroll_bar(Ui& ui, Id id, const Box& box, ScrollState& state);  // drawn over the end edge of the box when there is more
void scroll_into_view(const Box& box, ScrollState& state, double top, double bottom);

}  // namespace pratique::kit
