// A bar a day, parted by what happened to the mail; its legend counts and filters, its bars narrow the dates.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kLogHistogramHeight = 132;
void log_histogram_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
