// The list pane: header, histogram, toolbar, rows, status bar; on a phone with its title and kinds.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void quarantine_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
