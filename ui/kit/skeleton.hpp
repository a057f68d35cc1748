// Grey shapes where content will be. They breathe for five seconds, then stand still; never over known data.
#pragma once

#include "ui/kit/ui.hpp"

namespace pratique::kit {

void skeleton_bar(Ui& ui, Id owner, const Box& box, float radius = theme::radius::kXs);
void skeleton_row(Ui& ui, Id owner, const Box& row, std::int64_t rank);  // a list row: tile, three lines, badge
void skeleton_lines(Ui& ui, Id owner, const Box& box, int lines);
// True once `owner` has waited long enough for a skeleton to be shown (180 ms); asks for the frame when it will be.
[[nodiscard]] bool skeleton_due(Ui& ui, Id owner);

}  // namespace pratique::kit
