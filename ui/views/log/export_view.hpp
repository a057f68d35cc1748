// The button that writes the search to a file, and its panel: how many match, how many a file takes, how far it is.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

[[nodiscard]] kit::ButtonSpec export_button(const Frame& frame);
void export_view(Frame& frame, kit::Box button);

}  // namespace pratique::views
