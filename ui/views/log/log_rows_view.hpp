// The rows of the log under their days: a table where there is room for its columns, two lines where there is not.
#pragma once

#include "ui/views/frame.hpp"
#include "ui/views/quarantine/list_view.hpp"

namespace pratique::views {

// With the line of headings above it, which also has the columns' menu and the switch that follows new mail.
VisibleRows log_rows_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
