#include "ui/kit/skeleton.hpp"

#include <cmath>

#include "ui/kit/paint.hpp"

namespace pratique::kit {

namespace {

constexpr std::int64_t kBreathesMs = 5000;
constexpr float kPi = 3.14159265F;

[[nodiscard]] theme::Color breath(Ui& ui, Id owner) {
  const auto& skeleton = ui.palette().skeleton;
  std::int64_t shown = ui.shown_ms(child(owner, "skeleton"));
  if (ui.reduced_motion() || shown > kBreathesMs) return skeleton.base;
  ui.redraw_in(50);  // slow enough that 20 frames a second look smooth
  float phase = static_cast<float>(shown % theme::motion::kSkeletonCycle) / theme::motion::kSkeletonCycle;
  return theme::mix(skeleton.base, skeleton.peak, 0.5F - 0.5F * std::cos(2 * kPi * phase));
}

// Widths that look like text, the same for a rank in every frame.
[[nodiscard]] float share(std::int64_t rank, std::int64_t salt, float least, float most) {
  auto mixed = static_cast<std::uint64_t>(rank * 31 + salt * 17 + 7) * 0x9E3779B97F4A7C15ULL;
  return least + (most - least) * static_cast<float>(mixed >> 40U) / static_cast<float>(1U << 24U);
}

}  // namespace

bool skeleton_due(Ui& ui, Id owner) {
  std::int64_t waited = ui.shown_ms(child(owner, "waiting"));
  if (waited >= theme::motion::kSkeletonDelay) return true;
  ui.redraw_in(theme::motion::kSkeletonDelay - waited);
  return false;
}

void skeleton_bar(Ui& ui, Id owner, const Box& box, float radius) {
  fill(ui, box, breath(ui, owner), radius);
}

void skeleton_row(Ui& ui, Id owner, const Box& row, std::int64_t rank) {
  theme::Color color = breath(ui, owner);
  constexpr float kBar = 10, kRadius = 4;
  line(ui, row, Edge::Bottom, ui.palette().line.divider);
  Box rest = row.inset(12, 0);
  Box tile = rest.take_start(theme::size::icon::kTile).middle(std::min(theme::size::icon::kTile, row.h - 12));
  fill(ui, tile, color, theme::radius::kMd);
  rest.skip_start(12), rest.skip_end(4);
  int lines = row.h >= 70 ? 3 : row.h >= 50 ? 2 : 1;
  float step = row.h / static_cast<float>(lines + 1);
  for (int i = 0; i < lines; ++i) {
    Box at{rest.x, row.y + step * static_cast<float>(i + 1) - kBar / 2, rest.w, kBar, rest.direction};
    if (i != 1) fill(ui, at.take_end(i == 0 ? 34 : 70), color, kRadius);
    fill(ui, at.take_start(rest.w * share(rank, i, i == 1 ? 0.4F : 0.16F, i == 1 ? 0.7F : 0.5F)), color, kRadius);
  }
}

void skeleton_lines(Ui& ui, Id owner, const Box& box, int lines) {
  theme::Color color = breath(ui, owner);
  Box rest = box;
  for (int i = 0; i < lines; ++i) {
    Box at = rest.take_top(12);
    fill(ui, at.take_start(box.w * share(i, 3, 0.45F, 0.95F)), color, 4);
    rest.skip_top(12);
  }
}

}  // namespace pratique::kit
