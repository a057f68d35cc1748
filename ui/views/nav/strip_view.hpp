// What an embedded portal has in place of navigation, logo and account, which are the page's around it: one line of tabs, search, and the
// rest.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void strip_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
