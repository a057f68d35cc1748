// The menu of one row: what its hover buttons do, and the rest, for the right button, a long press and Alt+Enter.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void open_row_menu(Frame& frame, const api::MessageId& id);
void row_menu_view(Frame& frame, const api::MessageSummary& message, const kit::Box& row);

}  // namespace pratique::views
