// Between search and list: select, sort, kind, live, density, refresh; while messages are selected, the selection bar instead.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kToolbarHeight = 44;
void toolbar_view(Frame& frame, kit::Box box);
void sort_button_view(Frame& frame, kit::Box box);  // icon only, on a phone

}  // namespace pratique::views
