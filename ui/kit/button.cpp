#include "ui/kit/button.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

constexpr float kPadX = 12, kIconGap = 8, kChevron = 14, kRadius = theme::radius::kMd - 2;

struct Colors {
  theme::Color fill, outline, ink;
};

[[nodiscard]] Colors colors_of(Ui& ui, const ButtonSpec& spec, const Interaction& now) {
  const theme::Palette& p = ui.palette();
  if (spec.disabled)
    return {
        {}, spec.style == ButtonStyle::Outlined || spec.style == ButtonStyle::Filled ? p.line.divider : theme::Color{}, p.text.disabled};
  theme::Color quiet = now.held ? p.surface.pressed : now.hovered ? p.surface.hover : theme::Color{};
  theme::Color ink = spec.tint.none() ? p.text.primary : spec.tint;
  switch (spec.style) {
    case ButtonStyle::Filled:
      return {now.held ? p.accent.pressed : now.hovered ? p.accent.hover : p.accent.fill, {}, p.accent.on};
    case ButtonStyle::Outlined:
      return {quiet.none() ? p.surface.base : quiet, p.line.strong, ink};
    case ButtonStyle::Link:
      return {{}, {}, spec.tint.none() ? p.text.link : spec.tint};
    case ButtonStyle::Inverse:
      return {now.hovered ? p.text.inverse.faded(0.12F) : theme::Color{}, {}, spec.tint.none() ? p.text.inverse_link : spec.tint};
    case ButtonStyle::Ghost:
      break;
  }
  bool on = spec.toggled == a11y::Toggled::On;
  return {on && quiet.none() ? p.accent.soft : quiet, {}, on ? p.accent.soft_on : spec.tint.none() ? p.text.secondary : spec.tint};
}

[[nodiscard]] Weight label_weight(const ButtonSpec& spec) {
  return spec.strong && spec.style != ButtonStyle::Ghost ? Weight::SemiBold : Weight::Regular;
}

void draw_content(Ui& ui, const Box& box, const ButtonSpec& spec, theme::Color ink) {
  bool has_icon = spec.icon != theme::Icon::None, has_end = spec.end_icon != theme::Icon::None;
  if (spec.label.empty()) return icon(ui, box, has_icon ? spec.icon : spec.end_icon, ink);
  constexpr float kIcon = theme::size::icon::kMd;
  float label = text_width(ui, spec.label, theme::Type::Small, label_weight(spec));
  float taken = (has_icon ? kIcon + kIconGap : 0) + (has_end ? kChevron + kIconGap / 2 : 0);
  float content = std::min(label + taken + 1, box.w);
  Box at = box.centered(content, box.h);
  if (has_icon) icon(ui, at.take_start(kIcon), spec.icon, ink), at.skip_start(kIconGap);
  if (has_end) icon(ui, at.take_end(kChevron), spec.end_icon, ink, kChevron);
  text(ui, at, spec.label, {.type = theme::Type::Small, .color = ink, .weight = label_weight(spec)});
}

void record_button(Ui& ui, Id id, const Box& box, const ButtonSpec& spec) {
  std::string_view name = spec.name.empty() ? spec.label : spec.name;
  // Under a popup the browser's link would still be hit.
  const Box at = !spec.href.empty() && ui.covered(box) ? Box{} : box;
  ui.record({.id = id,
             .role = spec.href.empty() ? spec.role : a11y::Role::Link,
             .name = std::string(name),
             .description = std::string(spec.description),
             .rect = at.rect(),
             .toggled = spec.toggled,
             .expanded = spec.expanded,
             .disabled = spec.disabled,
             .focusable = true,
             .shortcut = std::string(spec.shortcut),
             .href = std::string(spec.href)});
}

void offer_tooltip(Ui& ui, Id id, const Box& box, const ButtonSpec& spec, const Interaction& now) {
  if (!now.hovered && !now.ring) return;
  std::string_view words = !spec.tooltip.empty()                          ? spec.tooltip
                           : spec.label.empty() || !spec.shortcut.empty() ? (spec.name.empty() ? spec.label : spec.name)
                                                                          : std::string_view{};
  ui.tooltip(id, box, words, spec.shortcut);
}

[[nodiscard]] Box target_of(const Ui& ui, const Box& box) {
  float least = ui.touch() ? theme::size::target::kTouch : theme::size::target::kMin;
  return box.centered(std::max(box.w, least), std::max(box.h, least));
}

}  // namespace

bool button(Ui& ui, Id id, const Box& box, const ButtonSpec& spec) {
  Interaction now = ui.interact(id, target_of(ui, box), {.disabled = spec.disabled});
  record_button(ui, id, box, spec);
  Colors colors = colors_of(ui, spec, now);
  if (!colors.fill.none()) fill(ui, box, colors.fill, kRadius);
  if (!colors.outline.none()) outline(ui, box, colors.outline, kRadius);
  bool padded = spec.style != ButtonStyle::Link && !spec.label.empty();
  draw_content(ui, padded ? box.inset(std::min(kPadX, box.w / 6), 0) : box, spec, colors.ink);
  if (spec.style == ButtonStyle::Link && now.ring) line(ui, box.inset(0, box.h / 2 - 9), Edge::Bottom, colors.ink);
  if (now.ring) focus_ring(ui, box, kRadius);
  if (now.hovered) ui.set_cursor(Cursor::Hand);
  offer_tooltip(ui, id, box, spec, now);
  return now.clicked && spec.href.empty();
}

float button_width(Ui& ui, const ButtonSpec& spec) {
  if (spec.label.empty()) return ui.control_height();
  float width = text_width(ui, spec.label, theme::Type::Small, label_weight(spec)) + 1;
  if (spec.icon != theme::Icon::None) width += theme::size::icon::kMd + kIconGap;
  if (spec.end_icon != theme::Icon::None) width += kChevron + kIconGap / 2;
  return ui.snap(width + (spec.style == ButtonStyle::Link ? 0 : 2 * kPadX)) + (spec.style == ButtonStyle::Link ? 1 : 0);
}

bool icon_button(Ui& ui, Id id, const Box& box, theme::Icon icon, std::string_view name, std::string_view shortcut) {
  return button(ui, id, box, {.name = name, .icon = icon, .style = ButtonStyle::Ghost, .shortcut = shortcut});
}

Id split_menu_id(Id split) {
  return child(split, "menu");
}

float split_button_width(Ui& ui, const ButtonSpec& main) {
  return button_width(ui, main) + theme::size::control::kMd;
}

SplitClick split_button(Ui& ui, Id id, const Box& box, const ButtonSpec& main, std::string_view menu_name, bool menu_open) {
  const theme::Palette& p = ui.palette();
  bool filled = main.style == ButtonStyle::Filled;
  Box rest = box;
  Box arrow = rest.take_end(theme::size::control::kMd);
  Id menu_id = split_menu_id(id);
  ButtonSpec arrow_spec{.name = menu_name, .style = main.style, .disabled = main.disabled, .expanded = menu_open};
  Interaction on_main = ui.interact(id, rest, {.disabled = main.disabled}),
              on_arrow = ui.interact(menu_id, arrow, {.disabled = main.disabled});
  record_button(ui, id, rest, main);
  record_button(ui, menu_id, arrow, arrow_spec);
  Colors main_colors = colors_of(ui, main, on_main), arrow_colors = colors_of(ui, arrow_spec, on_arrow);
  fill(ui, box, colors_of(ui, main, {}).fill, kRadius);
  auto half = [&](const Box& part, theme::Color color) {
    ClipScope clip(ui, part);
    fill(ui, box, color, kRadius);
  };
  if (on_main.hovered || on_main.held) half(rest, main_colors.fill);
  if (on_arrow.hovered || on_arrow.held) half(arrow, arrow_colors.fill);
  if (!main_colors.outline.none()) outline(ui, box, main_colors.outline, kRadius);
  line(ui, arrow.inset(0, 8), Edge::Start, filled && !main.disabled ? p.accent.on.faded(0.4F) : p.line.strong);
  draw_content(ui, rest.inset(std::min(kPadX, rest.w / 6), 0), main, main_colors.ink);
  icon(ui, arrow, theme::Icon::ChevronDown, arrow_colors.ink, kChevron);
  if (on_main.ring) focus_ring(ui, rest, kRadius);
  if (on_arrow.ring) focus_ring(ui, arrow, kRadius);
  if (on_main.hovered || on_arrow.hovered) ui.set_cursor(Cursor::Hand);
  offer_tooltip(ui, id, rest, main, on_main);
  offer_tooltip(ui, menu_id, arrow, arrow_spec, on_arrow);
  bool opens = on_arrow.clicked || ui.key(id, Key::Down) || ui.key(menu_id, Key::Down);
  return opens ? SplitClick::Menu : on_main.clicked ? SplitClick::Main : SplitClick::None;
}

bool link(Ui& ui, Id id, const Box& box, std::string_view label, theme::Type type) {
  float width = std::min(text_width(ui, label, type, Weight::SemiBold) + 1, box.w);
  Box words = box.at_start_edge(width, line_height(ui, type));
  Interaction now = ui.interact(id, words.grown(3));
  ui.record({.id = id, .role = a11y::Role::Button, .name = std::string(label), .rect = words.rect(), .focusable = true});
  text(ui, words, label, {.type = type, .color = ui.palette().text.link, .weight = Weight::SemiBold});
  if (now.ring) focus_ring(ui, words, theme::radius::kXs);
  if (now.hovered) ui.set_cursor(Cursor::Hand);
  return now.clicked;
}

}  // namespace pratique::kit
