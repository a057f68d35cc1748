#include "ui/kit/meter.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

[[nodiscard]] float on_scale(double score) {
  return static_cast<float>(std::clamp(score / kMeterScale, 0.0, 1.0));
}

[[nodiscard]] Box bar_of(const Box& box, float height) {
  return box.middle(height);
}

}  // namespace

theme::Color score_color(const Ui& ui, double score, double limit) {
  const auto& meter = ui.palette().meter;
  return score < limit ? meter.below : score <= 2 * limit ? meter.over : meter.far;
}

void score_meter(Ui& ui, const Box& box, double score, double limit) {
  Box bar = bar_of(box, theme::stroke::kMeter);
  fill(ui, bar, ui.palette().meter.track, theme::stroke::kMeter / 2);
  Box part = bar;
  fill(ui, part.take_start(bar.w * on_scale(score)), score_color(ui, score, limit), theme::stroke::kMeter / 2);
  Box tick = box.middle(theme::size::meter::kTick);
  tick.skip_start(ui.snap(bar.w * on_scale(limit)));
  fill(ui, tick.take_start(1), ui.palette().meter.tick);
}

void wide_meter(Ui& ui, Id id, const Box& box, const WideMeterSpec& spec) {
  const theme::Palette& p = ui.palette();
  constexpr float kBar = 8, kKnob = 5;
  ui.record(
      {.id = id, .role = a11y::Role::Progressbar, .name = std::string(spec.name), .value = std::string(spec.value), .rect = box.rect()});
  Box rest = box;
  Box above = rest.take_top(20), bar = rest.take_top(kBar + 4).middle(kBar), below = rest;
  float limit_at = bar.w * on_scale(spec.limit), score_at = bar.w * on_scale(spec.score);
  fill(ui, bar, p.meter.track, kBar / 2);
  auto part = [&](float from, float to, theme::Color color) {
    Box piece = bar;
    piece.skip_start(from);
    fill(ui, piece.take_start(to - from), color, kBar / 2);
  };
  // Amber up to the limit's reach, red beyond: the colours of the parts of the scale that the score has passed.
  if (spec.score > 2 * spec.limit)
    part(0, score_at, p.meter.far), part(0, std::min(limit_at, score_at), p.meter.over);
  else
    part(0, score_at, score_color(ui, spec.score, spec.limit));
  Box tick = bar.grown(4);
  tick = {bar.x, tick.y, bar.w, tick.h, bar.direction};
  tick.skip_start(ui.snap(limit_at));
  fill(ui, tick.take_start(1), p.meter.tick);
  float knob_x = bar.at_start(score_at);
  circle(ui, knob_x, bar.center_y(), kKnob + 2, p.surface.base);
  circle(ui, knob_x, bar.center_y(), kKnob, score_color(ui, spec.score, spec.limit));
  auto centered_at = [&](float at, std::string_view words, Weight weight, float keep_from, float keep_to) {
    float width = text_width(ui, words, theme::Type::Meta, weight) + 1;
    float from = std::clamp(at - width / 2, keep_from, std::max(keep_from, keep_to - width));
    Box place = above;
    place.skip_start(from);
    text(ui, place.take_start(width), words,
         {.type = theme::Type::Meta, .color = weight == Weight::SemiBold ? p.text.primary : p.text.secondary, .weight = weight});
    return std::pair(from, from + width);
  };
  auto [score_from, score_to] = centered_at(score_at, spec.score_label, Weight::SemiBold, 0, bar.w);
  float limit_width = text_width(ui, spec.limit_label, theme::Type::Meta) + 1;
  bool before = limit_at < score_at;
  if (before ? score_from > limit_width + 8 : bar.w - score_to > limit_width + 8)
    centered_at(limit_at, spec.limit_label, Weight::Regular, before ? 0 : score_to + 8, before ? score_from - 8 : bar.w);
  text(ui, below, spec.low_label, {.type = theme::Type::Micro, .color = p.text.muted, .weight = Weight::Regular});
  text(ui, below, spec.high_label, {.type = theme::Type::Micro, .color = p.text.muted, .weight = Weight::Regular, .align = Align::End});
}

void plain_bar(Ui& ui, const Box& box, float fraction, theme::Color color) {
  fill(ui, box, ui.palette().meter.track, box.h / 2);
  Box part = box;
  fill(ui, part.take_start(box.w * std::clamp(fraction, 0.0F, 1.0F)), color, box.h / 2);
}

void signed_bar(Ui& ui, const Box& box, float zero, float from_zero, theme::Color color) {
  constexpr float kBar = 8;
  Box bar = box.middle(kBar);
  float from = box.w * std::clamp(std::min(zero, zero + from_zero), 0.0F, 1.0F),
        to = box.w * std::clamp(std::max(zero, zero + from_zero), 0.0F, 1.0F);
  Box part = bar;
  part.skip_start(from);
  fill(ui, part.take_start(std::max(to - from, 2.0F)), color, 2);
  Box axis = box.middle(20);
  axis.skip_start(ui.snap(box.w * zero));
  fill(ui, axis.take_start(ui.hairline()), ui.palette().line.control);
}

void progress_line(Ui& ui, Id id, const Box& box, const ProgressSpec& spec) {
  constexpr float kHeight = 2;
  Box whole = box, track = whole.take_top(kHeight);
  a11y::Node node{.id = id, .role = a11y::Role::Progressbar, .name = std::string(spec.name), .rect = track.rect()};
  if (spec.fraction >= 0) node.value = std::to_string(static_cast<int>(spec.fraction * 100)) + "%";
  ui.record(std::move(node));
  if (spec.fraction >= 0) {
    fill(ui, track.take_start(track.w * std::min(spec.fraction, 1.0F)), ui.palette().accent.fill);
    return;
  }
  std::int64_t shown = ui.shown_ms(id);
  if (ui.reduced_motion()) return fill(ui, track, ui.palette().accent.fill);
  constexpr std::int64_t kCycleMs = 1400;
  float phase = static_cast<float>(shown % kCycleMs) / static_cast<float>(kCycleMs);
  Box piece = track;
  piece.skip_start(track.w * std::max(phase * 1.4F - 0.4F, 0.0F));
  fill(ui, piece.take_start(track.w * std::min({0.4F, phase * 1.4F, 1.4F - phase * 1.4F})), ui.palette().accent.fill);
  ui.request_frame();
}

}  // namespace pratique::kit
