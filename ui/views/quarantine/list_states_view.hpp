// What stands where rows would be: loading, nothing found, nothing held, failed. And the strip that says one is offline.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

// Answers false when there are rows to draw.
bool list_state_view(Frame& frame, kit::Box box);
[[nodiscard]] float offline_height(const Frame& frame, float width);
void offline_view(Frame& frame, kit::Box box);
// Over known rows: the newest refresh failed. Takes a strip off the top.
void refresh_failed_view(Frame& frame, kit::Box& box);

// One line why, in the reader's language where the code says enough.
[[nodiscard]] std::string error_line(const Frame& frame, const base::Error& error);
[[nodiscard]] std::string error_details(const base::Error& error);  // to copy
// A failure in a pane, with its ways out; answers whether to try again.
bool failure_view(Frame& frame, kit::Id id, kit::Box box, Key title, const base::Error& error);

}  // namespace pratique::views
