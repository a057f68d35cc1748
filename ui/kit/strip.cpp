#include "ui/kit/strip.hpp"

#include <array>

#include "ui/kit/badge.hpp"
#include "ui/kit/button.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

constexpr float kPadX = 16, kPadY = 8, kIconGap = 10, kActionGap = 16;
constexpr int kMaxLines = 6;

struct StripColors {
  theme::Color fill, icon;
};
[[nodiscard]] StripColors colors_of(const Ui& ui, StripTone tone) {
  const theme::Palette& p = ui.palette();
  switch (tone) {
    case StripTone::Warning:
      return {p.warning.soft, p.warning.text};
    case StripTone::Danger:
      return {p.danger.soft, p.danger.text};
    case StripTone::Info:
      return {p.accent.soft, p.accent.soft_on};
    case StripTone::Plain:
      break;
  }
  return {p.surface.sunken, p.text.secondary};
}

[[nodiscard]] std::array<Span, 2> words_of(const StripSpec& spec, std::string& strong) {
  strong = spec.strong;
  if (!strong.empty() && !spec.text.empty()) strong += ' ';
  return {Span{strong, Weight::SemiBold}, Span{spec.text}};
}

[[nodiscard]] float end_width(Ui& ui, const StripSpec& spec) {
  std::string_view end = !spec.action.empty() ? spec.action : spec.note;
  return end.empty() ? 0 : text_width(ui, end, theme::Type::Small, Weight::SemiBold) + 2;
}

[[nodiscard]] float words_width(Ui& ui, const StripSpec& spec, float width) {
  float end = end_width(ui, spec);
  return width - 2 * kPadX - (spec.icon == theme::Icon::None ? 0 : theme::size::icon::kMd + kIconGap) - (end > 0 ? end + kActionGap : 0);
}

}  // namespace

float strip_height(Ui& ui, const StripSpec& spec, float width) {
  std::string strong;
  auto words = words_of(spec, strong);
  return std::max(36.0F, spans_height(ui, words, theme::Type::Small, words_width(ui, spec, width), kMaxLines) + 2 * kPadY);
}

bool strip(Ui& ui, Id id, const Box& box, const StripSpec& spec) {
  StripColors colors = colors_of(ui, spec.tone);
  fill(ui, box, colors.fill, spec.card ? theme::radius::kMd : 0);
  if (ui.palette().badge_outline)
    outline(ui, box, colors.icon, spec.card ? theme::radius::kMd : 0);
  else if (!spec.card)
    line(ui, box, Edge::Bottom, ui.palette().line.divider);
  std::string strong;
  auto words = words_of(spec, strong);
  GroupScope group(ui, id, spec.announce ? a11y::Role::Alert : a11y::Role::Group, strong + std::string(spec.text), box);
  Box rest = box.inset(kPadX, 0);
  float width = words_width(ui, spec, box.w);
  float height = spans_height(ui, words, theme::Type::Small, width, kMaxLines);
  if (spec.icon != theme::Icon::None) {
    Box at = rest.take_start(theme::size::icon::kMd);
    icon(ui, height > 20 ? Box{at.x, box.y + kPadY, at.w, 18, at.direction} : at, spec.icon, colors.icon);
    rest.skip_start(kIconGap);
  }
  bool clicked = false;
  if (float end = end_width(ui, spec); end > 0) {
    Box at = rest.take_end(end);
    if (!spec.action.empty())
      clicked = link(ui, child(id, "action"), at, spec.action);
    else
      text(ui, at, spec.note, {.type = theme::Type::Small, .weight = Weight::SemiBold, .align = Align::End});
    rest.skip_end(kActionGap);
  }
  spans(ui, rest.middle(height), words, {.type = theme::Type::Small, .color = ui.palette().text.primary, .max_lines = kMaxLines});
  return clicked;
}

EmptyClick empty_state(Ui& ui, Id id, const Box& box, const EmptySpec& spec) {
  const theme::Palette& p = ui.palette();
  constexpr float kTile = 64, kMeasure = 420;
  float width = std::min(box.w - 2 * kPadX, kMeasure);
  float text_part = spec.text.empty() ? 0 : text_height(ui, spec.text, theme::Type::Body, width, kMaxLines) + 4;
  float buttons = spec.action.empty() ? 0 : ui.control_height() + 16;
  float height = (spec.icon == theme::Icon::None ? 0 : kTile + 16) + 24 + text_part + buttons;
  GroupScope group(ui, id, a11y::Role::Group, spec.title, box);
  Box rest = box.centered(width, std::min(height, box.h));
  if (spec.icon != theme::Icon::None) {
    tinted_tile(ui, rest.take_top(kTile).centered(kTile, kTile), spec.positive ? p.positive.soft : p.accent.soft,
                spec.positive ? p.positive.text : p.accent.soft_on, spec.icon, 28);
    rest.skip_top(16);
  }
  heading(ui, child(id, "title"), rest.take_top(24), spec.title, 2, {.type = theme::Type::Heading, .align = Align::Center});
  if (!spec.text.empty()) {
    rest.skip_top(4);
    label(ui, child(id, "text"), rest.take_top(text_part - 4), spec.text,
          {.color = p.text.secondary, .align = Align::Center, .max_lines = kMaxLines});
  }
  if (spec.action.empty()) return EmptyClick::None;
  rest.skip_top(16);
  ButtonSpec first{
      .label = spec.action, .icon = spec.action_icon, .style = spec.action_filled ? ButtonStyle::Filled : ButtonStyle::Outlined};
  ButtonSpec second{.label = spec.second_action, .icon = spec.second_icon};
  float first_width = button_width(ui, first), second_width = spec.second_action.empty() ? 0 : button_width(ui, second);
  Box row = rest.take_top(ui.control_height());
  row = row.centered(first_width + (second_width > 0 ? 8 + second_width : 0), row.h);
  EmptyClick click = EmptyClick::None;
  if (button(ui, child(id, "action"), row.take_start(first_width), first)) click = EmptyClick::Action;
  row.skip_start(8);
  if (second_width > 0 && button(ui, child(id, "second"), row.take_start(second_width), second)) click = EmptyClick::Second;
  return click;
}

FailureClick failure(Ui& ui, Id id, const Box& box, const FailureSpec& spec) {
  const theme::Palette& p = ui.palette();
  GroupScope group(ui, id, a11y::Role::Alert, spec.title, box);
  Box rest = box.inset(std::min(24.0F, box.w / 12), 16);
  FailureClick click = FailureClick::None;
  if (!spec.retry.empty()) {
    ButtonSpec retry{.label = spec.retry, .icon = theme::Icon::Refresh};
    Box at = rest;
    at = at.take_end(std::min(button_width(ui, retry), rest.w / 2));
    if (button(ui, child(id, "retry"), at.take_top(ui.control_height()), retry)) click = FailureClick::Retry;
    rest.skip_end(at.w + kActionGap);
  }
  Box mark_at = rest.take_start(theme::size::icon::kLg);
  icon(ui, mark_at.take_top(20), theme::Icon::Error, p.danger.text, theme::size::icon::kLg);
  rest.skip_start(12);
  text(ui, rest.take_top(20), spec.title, {.type = theme::Type::BodyStrong});
  float words = text_height(ui, spec.text, theme::Type::Small, rest.w, 4);
  label(ui, child(id, "text"), rest.take_top(words), spec.text, {.type = theme::Type::Small, .color = p.text.secondary, .max_lines = 4});
  rest.skip_top(6);
  Box foot = rest.take_top(18);
  if (!spec.request.empty()) {
    Box at = foot.take_start(std::min(text_width(ui, spec.request, theme::Type::Meta) + 2, foot.w));
    label(ui, child(id, "request"), at, spec.request, {.type = theme::Type::Meta, .color = p.text.muted});
    foot.skip_start(12);
  }
  if (!spec.copy.empty() && link(ui, child(id, "copy"), foot, spec.copy, theme::Type::Meta)) click = FailureClick::Copy;
  return click;
}

}  // namespace pratique::kit
