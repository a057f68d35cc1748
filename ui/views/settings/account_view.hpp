// The account at the foot of the navigation, and what it opens: look, density, language, shown fields, signing out.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

[[nodiscard]] kit::Id account_menu_id();
void account_row_view(Frame& frame, kit::Box box);                                // initial, login, what it may see
void account_button_view(Frame& frame, kit::Box box);                             // the initial alone
void account_menu_view(Frame& frame, kit::Box anchor, kit::Placement placement);  // each frame, wherever it was opened from

}  // namespace pratique::views
