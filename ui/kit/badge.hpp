// Small marks: badge, class tile, count pill, key cap, initial, dot. They draw only; the row or card that holds them says their
// meaning in its own accessible name.
#pragma once

#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

[[nodiscard]] float badge_width(Ui& ui, std::string_view label);
void badge(Ui& ui, const Box& box, theme::Tone tone, std::string_view label);  // centred vertically, at the end edge of the box
// Icon and word without a fill: "Sender differs". Gives its width.
float mark(Ui& ui, const Box& box, theme::Icon icon, std::string_view label, theme::Color color, theme::Type type = theme::Type::Meta);
void class_tile(Ui& ui, const Box& box, theme::Tone tone, theme::Icon icon);  // the box is the tile
void tinted_tile(Ui& ui, const Box& box, theme::Color background, theme::Color foreground, theme::Icon icon, float icon_size);
void count_pill(Ui& ui, const Box& box, std::string_view count);  // "5" after a tab's name; at the start edge
[[nodiscard]] float count_pill_width(Ui& ui, std::string_view count);
void key_cap(Ui& ui, const Box& box, std::string_view key);  // at the end edge
[[nodiscard]] float key_cap_width(Ui& ui, std::string_view key);
void initial(Ui& ui, const Box& box, std::string_view name);               // a circle with the first letter
void dot(Ui& ui, const Box& box, theme::Color color, float diameter = 7);  // centred

}  // namespace pratique::kit
