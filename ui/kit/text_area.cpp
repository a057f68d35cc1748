#include "ui/kit/text_area.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {
constexpr float kPad = 10;
constexpr std::size_t kShownBytes = 4'000;  // of what nobody edits now
}  // namespace

AreaEvents text_area(Ui& ui, Id id, const Box& box, const AreaSpec& spec) {
  const theme::Palette& p = ui.palette();
  AreaEvents events;
  Interaction now = ui.interact(id, box, {.keyboard = false});
  if (now.clicked && !now.focused) ui.focus(id, FocusVia::Pointer), now.focused = true;
  ui.record({.id = id,
             .role = a11y::Role::TextBox,
             .name = std::string(spec.name),
             .value = std::string(spec.value),
             .rect = box.rect(),
             .focusable = true,
             .lines = true});
  events.changed = ui.take_set_value(id);
  fill(ui, box, now.focused ? p.surface.base : p.surface.sunken, theme::radius::kMd - 2);
  outline(ui, box, now.focused ? p.focus : p.line.control, theme::radius::kMd - 2,
          now.focused ? theme::stroke::kFocus : theme::stroke::kControl);
  const Box inner = box.inset(kPad, kPad - 2);
  if (now.focused) {
    ui.mark_editing();
    events.submitted = ui.key(id, Key::Enter, kCommand);
    events.cancelled = ui.key(id, Key::Escape);
  }
  if (now.focused && ui.text_editing() == TextEditing::Platform) {
    ports::TextInputRequest request;
    request.id = id;
    request.rect = inner.rect();
    request.kind = ports::TextInputKind::Lines;
    request.name = spec.name;
    request.value = spec.value;
    request.placeholder = spec.placeholder;
    request.font_size = text_style(ui, theme::Type::Mono).size;
    request.text_rgba = p.text.primary.rgba();
    ui.request_text_input(std::move(request));
  } else {
    const bool empty = spec.value.empty();
    text(ui, inner, empty ? spec.placeholder : spec.value.substr(0, kShownBytes),
         {.type = theme::Type::Mono,
          .color = empty ? p.text.muted : p.text.primary,
          .max_lines = std::max(2, static_cast<int>(inner.h / line_height(ui, theme::Type::Mono)))});
  }
  if (now.hovered) ui.set_cursor(Cursor::Text);
  return events;
}

}  // namespace pratique::kit
