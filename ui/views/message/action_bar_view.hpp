// What can be done with the open message or the selection: release, remove, where it stands in the list, the rest in a menu.
// The order never changes; which button is filled follows the verdict.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void action_bar_view(Frame& frame, kit::Box box);        // over the preview
void phone_top_bar_view(Frame& frame, kit::Box box);     // back, position, up, down, more
void phone_action_bar_view(Frame& frame, kit::Box box);  // release and remove, at the foot

}  // namespace pratique::views
