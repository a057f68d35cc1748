#include "ui/kit/histogram.hpp"

#include <cmath>

#include "ui/kit/paint.hpp"

namespace pratique::kit {

namespace {

constexpr float kOutsideRange = 0.35F;
constexpr float kBarGap = 2, kHandleWidth = 7, kHandleHeight = 16;

[[nodiscard]] BarRange ordered(std::size_t a, std::size_t b) {
  return {std::min(a, b), std::max(a, b)};
}

[[nodiscard]] Box slot(const Box& box, std::size_t index, std::size_t count) {
  float width = box.w / static_cast<float>(count);
  Box rest = box;
  rest.skip_start(width * static_cast<float>(index));
  return rest.take_start(width);
}

[[nodiscard]] std::size_t bar_under(const Ui& ui, const Box& box, std::size_t count) {
  float at = std::clamp(box.from_start(ui.pointer_x()) / box.w, 0.0F, 0.9999F);
  return static_cast<std::size_t>(at * static_cast<float>(count));
}

// Dragging inside the range moves it whole; anywhere else paints a new one.
void drag(Ui& ui, const Box& box, const HistogramSpec& spec, HistogramState& state, const Interaction& now, HistogramEvents& events) {
  std::size_t count = spec.bars.size(), over = bar_under(ui, box, count);
  if (now.pressed) {
    state.grabbed = over;
    state.dragged = false;
    state.moving = spec.range && over >= spec.range->first && over <= spec.range->last ? spec.range : std::nullopt;
  }
  if (now.dragging) state.dragged = true;
  if (!now.held) state.grabbed.reset();
  if (!state.grabbed || !now.dragging) {
    if (now.clicked && !state.moving && !state.dragged) events.changed = BarRange{over, over};
    return;
  }
  if (!state.moving) {
    events.changed = ordered(*state.grabbed, over);
    return;
  }
  auto shift = static_cast<std::ptrdiff_t>(over) - static_cast<std::ptrdiff_t>(*state.grabbed);
  auto first = static_cast<std::ptrdiff_t>(state.moving->first), last = static_cast<std::ptrdiff_t>(state.moving->last);
  shift = std::clamp(shift, -first, static_cast<std::ptrdiff_t>(count) - 1 - last);
  events.changed = BarRange{static_cast<std::size_t>(first + shift), static_cast<std::size_t>(last + shift)};
}

void keys(Ui& ui, Id id, const HistogramSpec& spec, HistogramEvents& events) {
  std::size_t last_bar = spec.bars.size() - 1;
  BarRange range = spec.range.value_or(BarRange{last_bar, last_bar});
  if (ui.key(id, Key::End, kShift) && range.last < last_bar) events.changed = BarRange{range.first, range.last + 1};
  if (ui.key(id, Key::Start, kShift) && range.last > range.first) events.changed = BarRange{range.first, range.last - 1};
  if (ui.key(id, Key::End) && range.last < last_bar) events.changed = BarRange{range.first + 1, range.last + 1};
  if (ui.key(id, Key::Start)) events.changed = range.first > 0 && spec.range ? BarRange{range.first - 1, range.last - 1} : range;
  if (ui.key(id, Key::Escape) && spec.range) events.cleared = true;
}

// Parts too low to see keep one pixel: a single rejected message a day is what one looks for.
void draw_stack(Ui& ui, const Box& bar, const HistogramSpec& spec, std::size_t index, float alpha) {
  Box rest = bar;
  for (const BarSeries& part : spec.series) {
    if (part.values[index] <= 0) continue;
    const float share = static_cast<float>(part.values[index]) / static_cast<float>(spec.bars[index]);
    const Box piece = rest.take_bottom(std::max(1.0F, ui.snap(bar.h * share)));
    fill(ui, piece, alpha < 1 ? part.color.faded(alpha) : part.color);
    if (piece.h > 4 && rest.h > 1) rest.skip_bottom(1);  // a seam between large parts
  }
}

void draw_bars(Ui& ui, const Box& box, const HistogramSpec& spec) {
  const theme::Palette& p = ui.palette();
  std::int64_t most = 1;
  for (std::int64_t bar : spec.bars) most = std::max(most, bar);
  for (std::size_t i = 0; i < spec.bars.size(); ++i) {
    bool inside = spec.range && i >= spec.range->first && i <= spec.range->last;
    float share = static_cast<float>(spec.bars[i]) / static_cast<float>(most);
    float height = spec.bars[i] > 0 ? std::max(2.0F, ui.snap(box.h * share)) : 1;
    Box at = slot(box, i, spec.bars.size());
    at = {ui.snap(at.x + kBarGap / 2), box.bottom() - height, std::max(ui.snap(at.w - kBarGap), 1.0F), height, box.direction};
    if (!spec.series.empty() && spec.bars[i] > 0) {
      draw_stack(ui, at, spec, i, inside || !spec.range ? 1.0F : kOutsideRange);
      continue;
    }
    fill(ui, at, inside && spec.series.empty() ? p.chart.held : p.chart.idle, std::min(2.0F, height / 2));
  }
}

void draw_range(Ui& ui, const Box& box, const HistogramSpec& spec) {
  const theme::Palette& p = ui.palette();
  Box first = slot(box, spec.range->first, spec.bars.size()), last = slot(box, spec.range->last, spec.bars.size());
  float from = std::min(first.x, last.x), to = std::max(first.right(), last.right());
  fill(ui, {from, box.y, to - from, box.h, box.direction}, p.chart.held.faded(p.chart.brush_alpha));
  for (float x : {from, to}) {
    fill(ui, {x - 0.5F, box.y, 1, box.h, box.direction}, p.chart.held);
    Box handle = Box{x, box.y, 0, box.h, box.direction}.centered(kHandleWidth, kHandleHeight);
    fill(ui, handle, p.surface.base, 3);
    outline(ui, handle, p.chart.held, 3);
  }
}

}  // namespace

HistogramEvents histogram(Ui& ui, Id id, const Box& box, const HistogramSpec& spec, HistogramState& state) {
  HistogramEvents events;
  if (spec.bars.empty() || box.empty()) return events;
  Interaction now = ui.interact(id, box, {.keyboard = false});
  ui.record({.id = id,
             .role = a11y::Role::Slider,
             .name = std::string(spec.name),
             .value = std::string(spec.value),
             .rect = box.rect(),
             .focusable = true});
  drag(ui, box, spec, state, now, events);
  keys(ui, id, spec, events);
  if (events.changed == spec.range) events.changed.reset();
  draw_bars(ui, box, spec);
  if (spec.range) draw_range(ui, box, spec);
  if (now.ring) focus_ring(ui, box, theme::radius::kXs);
  if (now.hovered) ui.set_cursor(Cursor::Hand);
  return events;
}

}  // namespace pratique::kit
