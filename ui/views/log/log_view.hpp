// The delivery log: what happened to every message. Search and histogram over the whole width, below them the rows and, beside or
// instead of them, what is known of one.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void log_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
