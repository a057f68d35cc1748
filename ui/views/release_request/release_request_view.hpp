// Releases that were asked for: those who decide say yes or no, those who asked see what came of it.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void release_requests_view(Frame& frame, kit::Box box);
void decision_view(Frame& frame);  // the dialog that decides, while it is open

}  // namespace pratique::views
