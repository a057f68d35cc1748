// What was just done, how long it can be taken back, and the way to do so. Never takes the focus.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void toast_view(Frame& frame, kit::Box area);  // at the foot of `area`

}  // namespace pratique::views
