// An entry of the navigation: icon, word, count; or icon over word in the rail and the bottom bar. A Link node, current when active.
#pragma once

#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

enum class NavForm : std::uint8_t { Full, Nested, Rail };  // Nested: no icon, indented; Rail: icon over a small word
struct NavItemSpec {
  theme::Icon icon = theme::Icon::None;
  std::string_view label;
  std::string_view count;
  bool active = false;
  NavForm form = NavForm::Full;
  std::string_view shortcut;
};
bool nav_item(Ui& ui, Id id, const Box& box, const NavItemSpec& spec);

// The mark of the product: a tile with a flag; of a brand: its first letter.
void brand_mark(Ui& ui, const Box& box);

}  // namespace pratique::kit
