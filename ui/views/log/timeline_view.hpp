// What happened to a message, step by step, with the time and who says so; SMTP replies in the server's words and in plain ones.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

// Takes its room off the top of the box; a heading of its own stands over it.
void timeline_view(Frame& frame, kit::Box& box, const api::MessageDetail& detail);

}  // namespace pratique::views
