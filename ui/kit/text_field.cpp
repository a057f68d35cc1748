#include "ui/kit/text_field.hpp"

#include "ui/kit/badge.hpp"
#include "ui/kit/button.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"
#include "ui/text/unicode.hpp"

namespace pratique::kit {

namespace {

constexpr float kPad = 10, kIconGap = 8;
constexpr int kCaretBlinkMs = 530;

struct Parts {
  Box text, clear, hint;
};

[[nodiscard]] Parts parts_of(Ui& ui, const Box& box, const FieldSpec& spec, bool focused) {
  Parts parts;
  Box rest = box.inset(std::min(kPad, box.w / 4), 0);
  if (spec.icon != theme::Icon::None) rest.skip_start(theme::size::icon::kMd + kIconGap);
  if (spec.lead > 0) rest.skip_start(spec.lead);
  bool filled = !spec.value.empty() || spec.lead > 0;
  if (!spec.clear_name.empty() && filled)
    parts.clear = rest.take_end(theme::size::target::kMin), rest.skip_end(4);
  else if (!spec.hint_key.empty() && !focused && !filled)
    parts.hint = rest.take_end(key_cap_width(ui, spec.hint_key)), rest.skip_end(4);
  parts.text = rest;
  return parts;
}

// Native editing: at the end of the value only; enough for a development build. The browser and its input methods do it properly.
[[nodiscard]] std::optional<std::string> edit_here(Ui& ui, Id id, const FieldSpec& spec) {
  std::string value(spec.value);
  if (ui.key(id, Key::A, kCommand) || ui.key(id, Key::Delete)) value.clear();
  if (ui.key(id, Key::Backspace)) value.resize(text::grapheme_start_before(value, value.size()));
  value += ui.typed_text();
  return value == spec.value ? std::nullopt : std::optional(std::move(value));
}

void draw_value(Ui& ui, const Box& at, const FieldSpec& spec, bool focused) {
  const theme::Palette& p = ui.palette();
  bool empty = spec.value.empty();
  bool secret = spec.kind == ports::TextInputKind::Password && !empty;
  std::string dots;
  for (std::size_t i = 0; secret && i < std::min<std::size_t>(spec.value.size(), 32); ++i) dots += "•";
  std::string_view shown = empty ? spec.placeholder : secret ? std::string_view(dots) : spec.value;
  float width = text(ui, at, shown, {.color = spec.disabled ? p.text.disabled : empty ? p.text.muted : p.text.primary});
  if (!focused) return;
  if (ui.mono_now().count() / kCaretBlinkMs % 2 == 0 || ui.reduced_motion()) {
    Box caret = at.middle(18);
    caret.skip_start(ui.snap(empty ? 0 : std::min(width + 1, at.w - 1)));
    fill(ui, caret.take_start(1), p.text.primary);
  }
  if (!ui.reduced_motion()) ui.redraw_in(kCaretBlinkMs);
}

void ask_platform(Ui& ui, Id id, const Box& at, const FieldSpec& spec) {
  ports::TextInputRequest request;
  request.id = id;
  request.rect = at.rect();
  request.kind = spec.kind;
  request.name = spec.name;
  request.value = spec.value;
  request.placeholder = spec.placeholder;
  request.font_size = text_style(ui, theme::Type::Body).size;
  request.text_rgba = ui.palette().text.primary.rgba();
  ui.request_text_input(std::move(request));
}

void read_keys(Ui& ui, Id id, const FieldSpec& spec, FieldEvents& events) {
  events.submitted = ui.key(id, Key::Enter);
  events.cancelled = ui.key(id, Key::Escape);
  events.down = ui.key(id, Key::Down);
  events.up = ui.key(id, Key::Up);
  if (spec.value.empty()) events.backspace_at_start = ui.key(id, Key::Backspace);
}

void draw_frame(Ui& ui, const Box& box, const FieldSpec& spec, bool focused) {
  const theme::Palette& p = ui.palette();
  constexpr float kRadius = theme::radius::kMd - 2;
  fill(ui, box, focused ? p.surface.base : p.surface.sunken, kRadius);
  theme::Color edge = !spec.error.empty() ? p.danger.fill : focused ? p.focus : p.line.control;
  outline(ui, box, edge, kRadius, focused ? theme::stroke::kFocus : theme::stroke::kControl);
}

}  // namespace

Box field_lead_box(const Box& box, const FieldSpec& spec) {
  Box rest = box.inset(std::min(kPad, box.w / 4), 0);
  if (spec.icon != theme::Icon::None) rest.skip_start(theme::size::icon::kMd + kIconGap);
  return rest.take_start(spec.lead);
}

FieldEvents text_field(Ui& ui, Id id, const Box& box, const FieldSpec& spec) {
  FieldEvents events;
  Interaction now = ui.interact(id, box, {.disabled = spec.disabled, .keyboard = false});
  if (now.clicked && !now.focused) ui.focus(id, FocusVia::Pointer), now.focused = true;
  events.focused = now.focused;
  a11y::Role role = spec.kind == ports::TextInputKind::Search ? a11y::Role::SearchBox : spec.role;
  ui.record({.id = id,
             .role = role,
             .name = std::string(spec.name),
             .description = std::string(spec.error),
             .value = std::string(spec.value),
             .rect = box.rect(),
             .disabled = spec.disabled,
             .focusable = true});
  Parts parts = parts_of(ui, box, spec, now.focused);
  events.changed = ui.take_set_value(id);
  if (now.focused) {
    ui.mark_editing();
    read_keys(ui, id, spec, events);
    if (ui.text_editing() == TextEditing::Kit && !events.changed) events.changed = edit_here(ui, id, spec);
  }
  if (spec.frame) draw_frame(ui, box, spec, now.focused);
  if (spec.icon != theme::Icon::None) {
    Box at = box.inset(std::min(kPad, box.w / 4), 0);
    icon(ui, at.take_start(theme::size::icon::kMd), spec.icon, ui.palette().text.secondary);
  }
  if (now.focused && ui.text_editing() == TextEditing::Platform)
    ask_platform(ui, id, parts.text.middle(line_height(ui, theme::Type::Body)), spec);
  else
    draw_value(ui, parts.text, spec, now.focused);
  if (!parts.hint.empty()) key_cap(ui, parts.hint, spec.hint_key);
  if (!parts.clear.empty() &&
      icon_button(ui, child(id, "clear"), parts.clear.middle(theme::size::target::kMin), theme::Icon::Clear, spec.clear_name)) {
    events.changed = std::string{};
    events.cleared = true;
    ui.focus(id, FocusVia::Pointer);
  }
  if (now.hovered) ui.set_cursor(Cursor::Text);
  return events;
}

}  // namespace pratique::kit
