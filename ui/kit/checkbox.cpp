#include "ui/kit/checkbox.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {
constexpr float kSide = 16, kGap = 10;
}

void draw_checkbox(Ui& ui, const Box& box, a11y::Toggled value, bool disabled) {
  const theme::Palette& p = ui.palette();
  Box square = box.centered(kSide, kSide);
  square.x = ui.snap(square.x), square.y = ui.snap(square.y);
  bool set = value == a11y::Toggled::On || value == a11y::Toggled::Mixed;
  fill(ui, square, !set ? p.surface.base : disabled ? p.line.strong : p.accent.fill, theme::radius::kXs + 1);
  if (!set) outline(ui, square, disabled ? p.line.strong : p.line.control, theme::radius::kXs + 1);
  if (set) icon(ui, square, value == a11y::Toggled::Mixed ? theme::Icon::Minus : theme::Icon::Check, p.accent.on, 14);
}

bool checkbox(Ui& ui, Id id, const Box& box, const CheckboxSpec& spec) {
  Interaction now = ui.interact(id, box, {.disabled = spec.disabled});
  std::string_view name = spec.name.empty() ? spec.label : spec.name;
  ui.record({.id = id,
             .role = a11y::Role::Checkbox,
             .name = std::string(name),
             .rect = box.rect(),
             .toggled = spec.value,
             .disabled = spec.disabled,
             .focusable = true});
  Box rest = box;
  Box square = spec.label.empty() ? box : rest.take_start(kSide);
  draw_checkbox(ui, square, spec.value, spec.disabled);
  if (!spec.label.empty()) {
    rest.skip_start(kGap);
    text(ui, rest, spec.label,
         {.type = theme::Type::Small, .color = spec.disabled ? ui.palette().text.disabled : ui.palette().text.primary});
  }
  if (now.ring) focus_ring(ui, square.centered(kSide, kSide), theme::radius::kXs + 1);
  if (now.hovered) ui.set_cursor(Cursor::Hand);
  return now.clicked;
}

bool radio(Ui& ui, Id id, const Box& box, std::string_view label, bool chosen) {
  const theme::Palette& p = ui.palette();
  Interaction now = ui.interact(id, box);
  ui.record({.id = id,
             .role = a11y::Role::Radio,
             .name = std::string(label),
             .rect = box.rect(),
             .toggled = chosen ? a11y::Toggled::On : a11y::Toggled::Off,
             .focusable = true});
  Box rest = box;
  Box mark = rest.take_start(kSide).centered(kSide, kSide);
  circle(ui, mark.center_x(), mark.center_y(), kSide / 2, chosen ? p.accent.fill : p.line.control);
  circle(ui, mark.center_x(), mark.center_y(), chosen ? 3 : kSide / 2 - 1, chosen ? p.accent.on : p.surface.base);
  rest.skip_start(kGap);
  text(ui, rest, label, {.type = theme::Type::Small});
  if (now.ring) focus_ring(ui, mark, kSide / 2);
  if (now.hovered) ui.set_cursor(Cursor::Hand);
  return now.clicked && !chosen;
}

}  // namespace pratique::kit
