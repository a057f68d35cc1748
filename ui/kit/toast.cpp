#include "ui/kit/toast.hpp"

#include <cmath>

#include "ui/kit/badge.hpp"
#include "ui/kit/button.hpp"
#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

constexpr float kMargin = 12, kFoot = 16, kPad = 16, kRing = 12;

void draw_ring(Ui& ui, const Box& at, std::int64_t remaining_ms, std::int64_t window_ms) {
  const theme::Palette& p = ui.palette();
  std::int64_t seconds = std::max<std::int64_t>((remaining_ms + 999) / 1000, 0);
  if (!ui.reduced_motion()) {
    float fraction = static_cast<float>(remaining_ms) / static_cast<float>(std::max<std::int64_t>(window_ms, 1));
    circle_outline(ui, at.center_x(), at.center_y(), kRing - 1, p.text.inverse.faded(0.22F), 2);
    arc(ui, at.center_x(), at.center_y(), kRing - 1, fraction, p.text.inverse_link, 2);
  }
  text(ui, at, ui.localisation().number(seconds), {.type = theme::Type::Micro, .color = p.text.inverse, .align = Align::Center});
  if (remaining_ms <= 0) return;
  // The ring moves about a pixel in 150 ms; the number changes once a second.
  std::int64_t to_next_second = (remaining_ms - 1) % 1000 + 1;
  ui.redraw_in(ui.reduced_motion() ? to_next_second : std::min<std::int64_t>(to_next_second, window_ms / 64));
}

}  // namespace

ToastClick toast(Ui& ui, Id id, const Box& area, const ToastSpec& spec) {
  const theme::Palette& p = ui.palette();
  float width = std::min(theme::size::toast::kWidth, area.w - 2 * kMargin);
  float rise = ui.animate(child(id, "rise"), 1, theme::motion::kBase);
  Box box{ui.snap(area.center_x() - width / 2), ui.snap(area.bottom() - kFoot - kToastHeight * rise), width, kToastHeight, area.direction};
  ToastClick click = ToastClick::None;
  ui.push_layer(id, box, LayerKind::Float);
  shadow(ui, box, theme::elevation::kPopup, theme::radius::kMd);
  fill(ui, box, p.surface.inverse, theme::radius::kMd);
  {
    GroupScope group(ui, id, spec.tone == ToastTone::Danger ? a11y::Role::Alert : a11y::Role::Status, spec.title, box);
    (void)ui.interact(child(id, "ground"), box, {.focus_on_press = false, .keyboard = false});
    Box rest = box;
    rest.skip_start(kPad);
    if (spec.remaining_ms)
      draw_ring(ui, rest.take_start(2 * kRing), *spec.remaining_ms, spec.window_ms), rest.skip_start(12);
    else if (spec.icon != theme::Icon::None)
      icon(ui, rest.take_start(theme::size::icon::kLg), spec.icon, p.text.inverse, theme::size::icon::kLg), rest.skip_start(12);
    rest.skip_end(8);
    if (!spec.close_name.empty()) {
      ButtonSpec close{.name = spec.close_name, .icon = theme::Icon::Clear, .style = ButtonStyle::Inverse, .tint = p.text.inverse_muted};
      if (button(ui, child(id, "close"), rest.take_end(theme::size::control::kMd).middle(theme::size::control::kMd), close))
        click = ToastClick::Close;
      rest.skip_end(4);
    }
    if (!spec.action.empty()) {
      if (!spec.action_key.empty()) {
        Box key = rest.take_end(key_cap_width(ui, spec.action_key)).middle(18);
        outline(ui, key, p.text.inverse_muted, theme::radius::kXs);
        text(ui, key, spec.action_key,
             {.type = theme::Type::Micro, .color = p.text.inverse, .weight = Weight::Regular, .align = Align::Center});
      }
      ButtonSpec action{.label = spec.action, .style = ButtonStyle::Inverse, .shortcut = spec.action_key};
      Box at = rest.take_end(button_width(ui, action)).middle(theme::size::control::kMd);
      if (button(ui, child(id, "action"), at, action)) click = ToastClick::Action;
    }
    bool two = !spec.detail.empty();
    Box words = rest.middle(two ? 36 : 20);
    text(ui, words.take_top(two ? 19 : 20), spec.title, {.type = theme::Type::Small, .color = p.text.inverse, .weight = Weight::SemiBold});
    if (two) label(ui, child(id, "detail"), words, spec.detail, {.type = theme::Type::Meta, .color = p.text.inverse_muted});
  }
  ui.pop_layer();
  return click;
}

}  // namespace pratique::kit
