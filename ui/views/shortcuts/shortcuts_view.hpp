// The keyboard: commands carried out wherever the focus is (but in fields and below popups), and the sheet that lists them.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void handle_shortcuts(Frame& frame);  // after everything was drawn: what has the focus is asked first
void shortcut_sheet_view(Frame& frame);

}  // namespace pratique::views
