// What is known of one message of the log: what happened, what it means and what can be done, its way step by step, its ids.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kLogDetailWidth = 340;
void log_detail_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
