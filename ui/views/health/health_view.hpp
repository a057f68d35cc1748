// For admins: each link of the mail's way, whether it holds, and in a sentence what is wrong.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void health_view(Frame& frame, kit::Box box);
[[nodiscard]] bool knows_health(const store::AppState& state);  // admins and above

}  // namespace pratique::views
