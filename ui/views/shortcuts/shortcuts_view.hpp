// The keyboard: commands carried out wherever the focus is (but in fields and below popups), and the sheet that lists them.
#pragma once

#include "ui/views/frame.hpp"
#include "ui/views/shortcuts/key_map.hpp"

namespace pratique::views {

void handle_shortcuts(Frame& frame);                                  // after everything was drawn: what has the focus is asked first
void carry_out(Frame& frame, Command command);                        // as its key would, on what is selected, open or under the cursor
[[nodiscard]] bool is_possible(const Frame& frame, Command command);  // here and now
void list_keys(const Frame& frame, kit::ListSpec& spec);              // the reader's keys for what a list hears itself
void shortcut_sheet_view(Frame& frame);
void key_caps_view(Frame& frame, kit::Box& line, std::string_view keys);  // parted by blanks, from the end edge; cuts their room off

}  // namespace pratique::views
