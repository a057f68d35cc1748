// Swiping a row on a touch screen: towards the end releases, towards the start removes; it acts past 40 % of the row.
#pragma once

#include "ui/views/quarantine/row_view.hpp"

namespace pratique::views {

// Draws what the row uncovers, moves `moved` with the finger, and answers Release or Remove when it was let go far enough.
RowClick swipe_view(Frame& frame, const kit::Box& row, const api::MessageSummary& message, kit::Box& moved);

}  // namespace pratique::views
