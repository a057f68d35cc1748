#include "ui/kit/chip.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {
constexpr float kPad = 7, kGap = 4, kCross = 16;

[[nodiscard]] float field_width(Ui& ui, const ChipSpec& spec) {
  return spec.field.empty() ? 0 : text_width(ui, spec.field, theme::Type::Small) + kGap;
}
}  // namespace

float chip_width(Ui& ui, const ChipSpec& spec) {
  float words = field_width(ui, spec) + text_width(ui, spec.value, theme::Type::Small, Weight::SemiBold) + 1;
  return ui.snap(words + 2 * kPad + (spec.remove_name.empty() ? 0 : kCross));
}

ChipClick chip(Ui& ui, Id id, const Box& box, const ChipSpec& spec) {
  const theme::Palette& p = ui.palette();
  Box pill = box.at_start_edge(std::min(chip_width(ui, spec), box.w), kChipHeight);
  Interaction now = ui.interact(id, pill);
  std::string name(spec.field);
  name += ' ';
  name += spec.value;
  ui.record({.id = id, .role = a11y::Role::Button, .name = std::move(name), .rect = pill.rect(), .focusable = true});
  fill(ui, pill, p.accent.soft, theme::radius::kXs + 1);
  if (p.badge_outline) outline(ui, pill, p.accent.soft_on, theme::radius::kXs + 1);
  Box rest = pill.inset(kPad, 0);
  bool removed = false;
  if (!spec.remove_name.empty()) {
    Box cross = rest.take_end(kCross);
    Id cross_id = child(id, "remove");
    Interaction on_cross = ui.interact(cross_id, cross.centered(theme::size::target::kMin, theme::size::target::kMin));
    ui.record({.id = cross_id, .role = a11y::Role::Button, .name = std::string(spec.remove_name), .rect = cross.rect(), .focusable = true});
    icon(ui, cross, theme::Icon::Clear, on_cross.hovered ? p.text.primary : p.accent.soft_on, 13);
    if (on_cross.ring) focus_ring(ui, cross, theme::radius::kXs);
    if (on_cross.hovered) ui.tooltip(cross_id, cross, spec.remove_name), ui.set_cursor(Cursor::Hand);
    removed = on_cross.clicked;
  }
  float field = std::min(field_width(ui, spec), rest.w);
  text(ui, rest.take_start(field), spec.field, {.type = theme::Type::Small, .color = p.accent.soft_on});
  text(ui, rest, spec.value, {.type = theme::Type::Small, .color = p.accent.soft_on, .weight = Weight::SemiBold});
  if (now.ring) focus_ring(ui, pill, theme::radius::kXs + 1);
  removed = removed || ui.key(id, Key::Delete) || ui.key(id, Key::Backspace);
  return removed ? ChipClick::Remove : now.clicked ? ChipClick::Edit : ChipClick::None;
}

}  // namespace pratique::kit
