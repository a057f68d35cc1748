#include "ui/kit/popup.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

constexpr float kGap = 4, kMenuPad = 6, kMenuSide = 6, kSeparator = 9;

[[nodiscard]] Box place(Ui& ui, const Box& anchor, float width, float height, Placement placement) {
  Box page = ui.safe_screen().inset(8);
  bool above = placement == Placement::AboveStart || placement == Placement::AboveEnd;
  bool at_end = placement == Placement::BelowEnd || placement == Placement::AboveEnd;
  float room_below = page.bottom() - anchor.bottom() - kGap, room_above = anchor.y - page.y - kGap;
  if (!above && room_below < height && room_above > room_below)
    above = true;
  else if (above && room_above < height && room_below > room_above)
    above = false;
  height = std::min(height, std::max(above ? room_above : room_below, 80.0F));
  bool left = at_end == ui.screen().rtl();
  float x = left ? anchor.x : anchor.right() - width;
  float y = above ? anchor.y - kGap - height : anchor.bottom() + kGap;
  x = std::clamp(x, page.x, std::max(page.x, page.right() - width));
  return {ui.snap(x), ui.snap(y), width, height, ui.direction()};
}

[[nodiscard]] float item_height(const Ui& ui) {
  return ui.touch() ? theme::size::row::kMenuTouch : theme::size::row::kMenu;
}

[[nodiscard]] float menu_width(Ui& ui, std::span<const MenuItem> items, float least) {
  float widest = least;
  for (const MenuItem& item : items) {
    float width = text_width(ui, item.label, theme::Type::Small) + 2 * kMenuPad + 2 * kMenuSide + 8 + 34;
    if (!item.note.empty()) width += text_width(ui, item.note, theme::Type::Meta) + 24;
    if (!item.shortcut.empty()) width += text_width(ui, item.shortcut, theme::Type::Meta) + 24;
    widest = std::max(widest, width);
  }
  return std::min(ui.snap(widest), ui.safe_screen().w - 16);
}

[[nodiscard]] std::optional<std::size_t> neighbour(std::span<const MenuItem> items, std::size_t from, int step) {
  auto count = static_cast<std::ptrdiff_t>(items.size());
  auto at = static_cast<std::ptrdiff_t>(from);
  for (std::ptrdiff_t tried = 0; tried < count; ++tried) {
    at = (at + step + count) % count;
    if (!items[static_cast<std::size_t>(at)].disabled) return static_cast<std::size_t>(at);
  }
  return std::nullopt;
}

void draw_item(Ui& ui, const Box& row, const MenuItem& item, bool lit) {
  const theme::Palette& p = ui.palette();
  theme::Color ink = item.disabled ? p.text.disabled : p.text.primary;
  if (lit) fill(ui, row, p.surface.hover, theme::radius::kSm);
  Box rest = row.inset(8, 0);
  bool radio_item = item.checked != a11y::Toggled::None;
  theme::Icon lead = item.checked == a11y::Toggled::On ? theme::Icon::Check : radio_item ? theme::Icon::None : item.icon;
  if (radio_item || item.icon != theme::Icon::None)
    icon(ui, rest.take_start(16), lead, item.disabled ? ink : radio_item ? p.accent.fill : p.text.secondary), rest.skip_start(10);
  std::string_view end = !item.shortcut.empty() ? item.shortcut : item.note;
  if (!end.empty()) {
    Box note = rest.take_end(text_width(ui, end, theme::Type::Meta) + 2);
    text(ui, note, end, {.type = theme::Type::Meta, .color = p.text.muted, .align = Align::End});
    rest.skip_end(8);
  }
  text(ui, rest, item.label, {.type = theme::Type::Small, .color = ink});
}

// One row of a menu: answers whether it was chosen.
[[nodiscard]] bool menu_row(Ui& ui, std::span<const MenuItem> items, std::size_t index, const Box& row) {
  const MenuItem& item = items[index];
  Interaction now = ui.interact(item.id, row, {.disabled = item.disabled});
  bool radio_item = item.checked != a11y::Toggled::None;
  ui.record({.id = item.id,
             .role = radio_item ? a11y::Role::MenuItemRadio : a11y::Role::MenuItem,
             .name = std::string(item.label),
             .description = std::string(item.note),
             .rect = row.rect(),
             .toggled = item.checked,
             .disabled = item.disabled,
             .focusable = now.focused,
             .focus_target = !now.focused,
             .shortcut = std::string(item.shortcut)});
  if (now.hovered && !now.focused) ui.focus(item.id, FocusVia::Pointer);
  draw_item(ui, row, item, now.hovered || (now.focused && !item.disabled));
  if (now.ring) focus_ring_inside(ui, row, theme::radius::kSm);
  auto go = [&](Key key, std::size_t from, int step) {
    if (!ui.key(item.id, key)) return;
    if (auto next = neighbour(items, from, step)) ui.focus(items[*next].id);
  };
  go(Key::Down, index, 1);
  go(Key::Up, index, -1);
  go(Key::Home, items.size() - 1, 1);
  go(Key::Last, 0, -1);
  return now.clicked && !item.disabled;
}

}  // namespace

bool popup(Ui& ui, Id id, const Box& anchor, const PopupSpec& spec, FunctionRef<void(Box)> body) {
  if (!ui.keep_popup(id)) return false;
  Box box = place(ui, anchor, spec.width > 0 ? spec.width : anchor.w, spec.height, spec.placement);
  ui.push_layer(id, box, spec.kind);
  raised(ui, box, theme::elevation::kPopup, theme::radius::kMd);
  {
    GroupScope group(ui, id, spec.role, spec.name, box);
    (void)ui.interact(child(id, "ground"), box, {.focus_on_press = false, .keyboard = false});  // a press on its ground stays in it
    ClipScope clip(ui, box);
    body(box);
  }
  // A Float (suggestions) belongs to the field that has the focus, and its Escape too.
  bool escape = spec.kind == LayerKind::Float ? false : ui.raw_key(Key::Escape);
  bool outside = ui.pressed_outside(id) && !(spec.kind == LayerKind::Float && anchor.contains(ui.pointer_x(), ui.pointer_y()));
  ui.pop_layer();
  if (escape || outside) ui.close_popup(id);
  return ui.popup_open(id);
}

void open_menu(Ui& ui, Id id) {
  ui.open_popup(id);
}

std::optional<std::size_t> menu(Ui& ui, Id id, const Box& anchor, std::span<const MenuItem> items, const MenuSpec& spec) {
  if (!ui.popup_open(id) || items.empty()) return std::nullopt;
  float row_height = item_height(ui), height = 2 * kMenuPad;
  for (const MenuItem& item : items) height += row_height + (item.separated ? kSeparator : 0);
  std::optional<std::size_t> chosen;
  bool any_focused = false, typed_away = ui.raw_key(Key::Tab);
  PopupSpec frame{.name = spec.name,
                  .width = menu_width(ui, items, spec.min_width),
                  .height = height,
                  .placement = spec.placement,
                  .role = a11y::Role::Menu};
  popup(ui, id, anchor, frame, [&](Box box) {
    Box rest = box.inset(kMenuSide, kMenuPad);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].separated) line(ui, rest.take_top(kSeparator).middle(1), Edge::Top, ui.palette().line.divider);
      if (menu_row(ui, items, i, rest.take_top(row_height))) chosen = i;
      any_focused = any_focused || ui.has_focus(items[i].id);
    }
  });
  if (!any_focused && ui.popup_open(id)) {  // opened just now: the checked item, else the first
    std::optional<std::size_t> first = neighbour(items, items.size() - 1, 1);
    for (std::size_t i = 0; i < items.size(); ++i)
      if (items[i].checked == a11y::Toggled::On) first = i;
    if (first) ui.focus(items[*first].id, ui.focus_visible() ? FocusVia::Keyboard : FocusVia::Pointer);
  }
  if (chosen || typed_away) ui.close_popup(id);
  return chosen;
}

float dropdown_width(Ui& ui, const DropdownSpec& spec) {
  ButtonSpec button_spec = spec.button;
  button_spec.end_icon = theme::Icon::ChevronDown;
  return button_width(ui, button_spec);
}

std::optional<std::size_t> dropdown(Ui& ui, Id id, const Box& box, std::span<const MenuItem> items, const DropdownSpec& spec) {
  Id menu_id = child(id, "menu");
  ButtonSpec button_spec = spec.button;
  button_spec.end_icon = theme::Icon::ChevronDown;
  button_spec.expanded = ui.popup_open(menu_id);
  bool clicked = button(ui, id, box, button_spec);
  if (clicked || ui.key(id, Key::Down)) ui.open_popup(menu_id);
  return menu(ui, menu_id, box, items, {.name = spec.name, .min_width = std::max(box.w, 160.0F), .placement = spec.placement});
}

}  // namespace pratique::kit
