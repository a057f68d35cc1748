#include "ui/kit/badge.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"
#include "ui/text/unicode.hpp"

namespace pratique::kit {

namespace {
constexpr float kMarkIcon = 14, kMarkGap = 4, kKeyPad = 5, kKeyHeight = 18, kPillPad = 6, kPillHeight = 18;
}

float badge_width(Ui& ui, std::string_view label) {
  return ui.snap(text_width(ui, label, theme::Type::Micro) + 1) + 2 * theme::size::badge::kPadX;
}

void badge(Ui& ui, const Box& box, theme::Tone tone, std::string_view label) {
  const auto& colors = ui.palette().badge[static_cast<std::size_t>(tone)];
  Box pill = box.at_end_edge(std::min(badge_width(ui, label), box.w), theme::size::badge::kHeight);
  fill(ui, pill, colors.bg, theme::radius::kSm);
  if (ui.palette().badge_outline) outline(ui, pill, colors.fg, theme::radius::kSm);
  text(ui, pill.inset(theme::size::badge::kPadX, 0), label, {.type = theme::Type::Micro, .color = colors.fg, .align = Align::Center});
}

float mark(Ui& ui, const Box& box, theme::Icon mark_icon, std::string_view label, theme::Color color, theme::Type type) {
  Box rest = box;
  icon(ui, rest.take_start(kMarkIcon), mark_icon, color, kMarkIcon);
  rest.skip_start(kMarkGap);
  bool strong = type == theme::Type::Micro;
  return kMarkIcon + kMarkGap + text(ui, rest, label, {.type = type, .color = color, .weight = strong ? Weight::SemiBold : Weight::AsType});
}

void tinted_tile(Ui& ui, const Box& box, theme::Color background, theme::Color foreground, theme::Icon tile_icon, float icon_size) {
  float radius = box.w > theme::size::icon::kTile ? theme::radius::kXl : theme::radius::kMd;
  fill(ui, box, background, radius);
  if (ui.palette().badge_outline) outline(ui, box, foreground, radius);
  icon(ui, box, tile_icon, foreground, icon_size);
}

void class_tile(Ui& ui, const Box& box, theme::Tone tone, theme::Icon tile_icon) {
  const auto& colors = ui.palette().badge[static_cast<std::size_t>(tone)];
  tinted_tile(ui, box, colors.bg, colors.fg, tile_icon, 18);
}

float count_pill_width(Ui& ui, std::string_view count) {
  return std::max(ui.snap(text_width(ui, count, theme::Type::Micro) + 1) + 2 * kPillPad, kPillHeight);
}

void count_pill(Ui& ui, const Box& box, std::string_view count) {
  Box pill = box.at_start_edge(count_pill_width(ui, count), kPillHeight);
  fill(ui, pill, ui.palette().surface.chip, kPillHeight / 2);
  text(ui, pill, count, {.type = theme::Type::Micro, .color = ui.palette().text.secondary, .align = Align::Center});
}

float key_cap_width(Ui& ui, std::string_view key) {
  return std::max(ui.snap(text_width(ui, key, theme::Type::Micro, Weight::Regular) + 1) + 2 * kKeyPad, kKeyHeight);
}

void key_cap(Ui& ui, const Box& box, std::string_view key) {
  Box cap = box.at_end_edge(key_cap_width(ui, key), kKeyHeight);
  outline(ui, cap, ui.palette().line.strong, theme::radius::kXs);
  text(ui, cap, key, {.type = theme::Type::Micro, .color = ui.palette().text.muted, .weight = Weight::Regular, .align = Align::Center});
}

void initial(Ui& ui, const Box& box, std::string_view name) {
  const theme::Palette& p = ui.palette();
  circle(ui, box.center_x(), box.center_y(), std::min(box.w, box.h) / 2, p.surface.chip);
  while (!name.empty() && static_cast<unsigned char>(name.front()) < 0x30) name.remove_prefix(1);  // quotes, brackets, blanks
  std::string letter(name.substr(0, text::grapheme_end(name, 0)));
  if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z') letter[0] = static_cast<char>(letter[0] - 'a' + 'A');
  text(ui, box, letter,
       {.type = box.h >= 36 ? theme::Type::Heading : theme::Type::Small,
        .color = p.text.secondary,
        .weight = Weight::SemiBold,
        .align = Align::Center});
}

void dot(Ui& ui, const Box& box, theme::Color color, float diameter) {
  circle(ui, box.center_x(), box.center_y(), diameter / 2, color);
}

}  // namespace pratique::kit
