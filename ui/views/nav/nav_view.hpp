// The navigation: a full column, a rail of icons, or a bar at the foot of a phone. Pure drawing; wishes go to the intents.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kBottomBarHeight = 64;

void nav_view(Frame& frame, kit::Box box);         // full, or the rail where the box is narrow
void bottom_bar_view(Frame& frame, kit::Box box);  // one pane
// The kinds as chips that scroll sideways, under the phone's search.
void kind_chips_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
