#include "ui/kit/nav_item.hpp"

#include "ui/kit/badge.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

bool nav_item(Ui& ui, Id id, const Box& box, const NavItemSpec& spec) {
  const theme::Palette& p = ui.palette();
  Interaction now = ui.interact(id, box);
  ui.record({.id = id,
             .role = a11y::Role::Link,
             .name = std::string(spec.label),
             .description = std::string(spec.count),
             .rect = box.rect(),
             .selected = spec.active,
             .focusable = true,
             .shortcut = std::string(spec.shortcut)});
  theme::Color ink = spec.active ? p.accent.soft_on : p.text.secondary;
  theme::Color background = spec.active ? p.accent.soft : now.held ? p.surface.pressed : now.hovered ? p.surface.chip : theme::Color{};
  if (!background.none()) fill(ui, box, background, theme::radius::kMd - 2);
  if (spec.active && p.badge_outline) outline(ui, box, ink, theme::radius::kMd - 2);
  Weight weight = spec.active ? Weight::SemiBold : Weight::Regular;
  if (spec.form == NavForm::Rail) {
    Box rest = box.middle(38);
    icon(ui, rest.take_top(20), spec.icon, ink, theme::size::icon::kLg);
    text(ui, rest.inset(2, 0), spec.label, {.type = theme::Type::Micro, .color = ink, .weight = weight, .align = Align::Center});
  } else {
    Box rest = box.inset(10, 0);
    if (spec.form == NavForm::Full)
      icon(ui, rest.take_start(theme::size::icon::kLg), spec.icon, ink, 18), rest.skip_start(8);
    else
      rest.skip_start(28);
    if (!spec.count.empty()) {
      Box count = rest.take_end(text_width(ui, spec.count, theme::Type::Meta, weight) + 2);
      text(ui, count, spec.count,
           {.type = theme::Type::Meta, .color = spec.active ? ink : p.text.muted, .weight = weight, .align = Align::End});
      rest.skip_end(8);
    }
    text(ui, rest, spec.label,
         {.type = spec.form == NavForm::Nested ? theme::Type::Small : theme::Type::Body, .color = ink, .weight = weight});
  }
  if (now.ring) focus_ring_inside(ui, box, theme::radius::kMd - 2);
  if (now.hovered) ui.set_cursor(Cursor::Hand);
  if (now.hovered && (spec.form == NavForm::Rail || !spec.shortcut.empty())) ui.tooltip(id, box, spec.label, spec.shortcut);
  return now.clicked;
}

void brand_mark(Ui& ui, const Box& box) {
  if (!ui.look().brand.name.empty()) return initial(ui, box.centered(28, 28), ui.look().brand.name);
  Box tile = box.centered(28, 28);
  tile.x = ui.snap(tile.x), tile.y = ui.snap(tile.y);
  fill(ui, tile, theme::brand_mark::kTile, 7);
  fill(ui, {tile.x + 7, tile.y + 6, 2, 16, tile.direction}, theme::brand_mark::kStaff, 1);
  fill(ui, {tile.x + 9, tile.y + 7, 12, 9, tile.direction}, theme::brand_mark::kFlag, 1);
}

}  // namespace pratique::kit
