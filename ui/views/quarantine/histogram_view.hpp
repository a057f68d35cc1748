// How many messages came on each day, and a range to paint: it edits after: and before: in the search, nothing else.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kHistogramHeight = 86;  // line of words, bars, line of dates
void histogram_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
