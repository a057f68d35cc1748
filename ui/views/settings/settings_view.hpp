// The settings page: one column of what a reader may choose, and the keyboard with its keys to change.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void settings_view(Frame& frame, kit::Box box);
// The keys, command by command; while one is chosen anew, the next key pressed is taken. Cuts its room off `box`.
void keyboard_settings_view(Frame& frame, kit::Box& box);
// Is a key being chosen? Then no command listens.
[[nodiscard]] bool key_is_chosen(const Frame& frame);

}  // namespace pratique::views
