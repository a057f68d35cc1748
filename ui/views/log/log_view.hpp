// The delivery log: what happened to every message. Search and histogram over the whole width, below them the rows and, beside or
// instead of them, what is known of one.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void log_view(Frame& frame, kit::Box box);
// Export and, beside panes, saving the search: taken off the end of the line that searches the log.
void log_buttons_view(Frame& frame, kit::Box& box);
[[nodiscard]] float log_buttons_width(const Frame& frame);

}  // namespace pratique::views
