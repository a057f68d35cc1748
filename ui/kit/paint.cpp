#include "ui/kit/paint.hpp"

#include <cmath>
#include <initializer_list>

#include "imgui.h"

namespace pratique::kit {

namespace {

struct Corners {
  ImVec2 from, to;
};
[[nodiscard]] Corners corners(const Ui& ui, const Box& box) {
  return {ImVec2(ui.snap(box.x), ui.snap(box.y)), ImVec2(ui.snap(box.right()), ui.snap(box.bottom()))};
}
[[nodiscard]] float half_at_most(const Box& box, float radius) {
  return std::min({radius, box.w / 2, box.h / 2});
}
// Back is to the right where lines run from the right.
[[nodiscard]] bool points_along_the_line(theme::Icon icon) {
  using theme::Icon;
  for (Icon directed : {Icon::Back, Icon::ChevronLeft, Icon::ChevronRight, Icon::Undo, Icon::Recipient, Icon::To, Icon::SignOut,
                        Icon::NavToggle, Icon::Enter, Icon::Send, Icon::Open, Icon::Log, Icon::Lists, Icon::Text})
    if (icon == directed) return true;
  return false;
}
constexpr float kPi = 3.14159265F;

}  // namespace

void fill(Ui& ui, const Box& box, theme::Color color, float radius) {
  if (box.empty() || (color.abgr >> 24) == 0) return;
  auto [from, to] = corners(ui, box);
  ui.draw().AddRectFilled(from, to, color.abgr, half_at_most(box, radius));
}

void outline(Ui& ui, const Box& box, theme::Color color, float radius, float thickness) {
  if (box.empty()) return;
  auto [from, to] = corners(ui, box);
  float line_width = std::max(thickness, ui.hairline());
  if (radius <= 0) {  // four exact bars: a stroked square would be blurred at its corners
    ImDrawList& list = ui.draw();
    list.AddRectFilled(from, ImVec2(to.x, from.y + line_width), color.abgr);
    list.AddRectFilled(ImVec2(from.x, to.y - line_width), to, color.abgr);
    list.AddRectFilled(ImVec2(from.x, from.y + line_width), ImVec2(from.x + line_width, to.y - line_width), color.abgr);
    list.AddRectFilled(ImVec2(to.x - line_width, from.y + line_width), ImVec2(to.x, to.y - line_width), color.abgr);
    return;
  }
  // ImGui strokes inset by half a pixel for a width of one; wider lines are centred by hand.
  float inset = (line_width - 1) / 2;
  ui.draw().AddRect(ImVec2(from.x + inset, from.y + inset), ImVec2(to.x - inset, to.y - inset), color.abgr,
                    half_at_most(box, radius) - inset, 0, line_width);
}

void dashed_outline(Ui& ui, const Box& box, theme::Color color, float radius) {
  if (box.empty()) return;
  constexpr float kDash = 4, kGap = 3;
  const float width = ui.hairline(), r = half_at_most(box, radius);
  const auto dashes = [&](float length, auto&& piece) {
    // Whole dashes at both ends, the gaps as even as they come.
    const auto count = std::max(1.0F, std::round((length + kGap) / (kDash + kGap)));
    const float step = (length + kGap) / count;
    for (float i = 0; i < count; ++i) fill(ui, piece(i * step, std::max(step - kGap, 1.0F)), color);
  };
  dashes(box.w - 2 * r, [&](float at, float size) { return Box{box.x + r + at, box.y, size, width, box.direction}; });
  dashes(box.w - 2 * r, [&](float at, float size) { return Box{box.x + r + at, box.bottom() - width, size, width, box.direction}; });
  dashes(box.h - 2 * r, [&](float at, float size) { return Box{box.x, box.y + r + at, width, size, box.direction}; });
  dashes(box.h - 2 * r, [&](float at, float size) { return Box{box.right() - width, box.y + r + at, width, size, box.direction}; });
  const ImVec2 centers[] = {
      {box.x + r, box.y + r}, {box.right() - r, box.y + r}, {box.right() - r, box.bottom() - r}, {box.x + r, box.bottom() - r}};
  for (int i = 0; i < 4; ++i) {
    const float from = kPi + static_cast<float>(i) * kPi / 2;
    ui.draw().PathArcTo(centers[i], r - width / 2, from, from + kPi / 2);
    ui.draw().PathStroke(color.abgr, 0, width);
  }
}

void line(Ui& ui, const Box& box, Edge edge, theme::Color color) {
  Box rest = box;
  float width = ui.hairline();
  switch (edge) {
    case Edge::Top:
      return fill(ui, rest.take_top(width), color);
    case Edge::Bottom:
      rest.y = ui.snap(box.bottom()) - width;
      break;
    case Edge::Start:
      return fill(ui, rest.take_start(width), color);
    case Edge::End:
      return fill(ui, rest.take_end(width), color);
  }
  rest.h = width;
  fill(ui, rest, color);
}

void circle(Ui& ui, float center_x, float center_y, float radius, theme::Color color) {
  ui.draw().AddCircleFilled(ImVec2(center_x, center_y), radius, color.abgr);
}

void circle_outline(Ui& ui, float center_x, float center_y, float radius, theme::Color color, float thickness) {
  ui.draw().AddCircle(ImVec2(center_x, center_y), radius, color.abgr, 0, thickness);
}

void arc(Ui& ui, float center_x, float center_y, float radius, float fraction, theme::Color color, float thickness) {
  if (fraction <= 0) return;
  float from = -kPi / 2, to = from + 2 * kPi * std::min(fraction, 1.0F);
  ui.draw().PathArcTo(ImVec2(center_x, center_y), radius, from, to, 32);
  ui.draw().PathStroke(color.abgr, 0, thickness);
}

void shadow(Ui& ui, const Box& box, const theme::Elevation& elevation, float radius) {
  theme::Color color = ui.palette().shadow;
  if ((color.abgr >> 24) != 0)
    for (int layer = elevation.layers; layer >= 1; --layer) {
      auto grow = static_cast<float>(layer);
      fill(ui, box.grown(grow).moved(0, elevation.y), color, radius + grow);
    }
}

void raised(Ui& ui, const Box& box, const theme::Elevation& elevation, float radius) {
  shadow(ui, box, elevation, radius);
  fill(ui, box, ui.palette().surface.raised, radius);
  outline(ui, box, ui.palette().line.strong, radius);
}

void focus_ring(Ui& ui, const Box& box, float radius) {
  constexpr float kGrow = theme::stroke::kFocusGap + theme::stroke::kFocus;
  outline(ui, box.grown(kGrow), ui.palette().focus, radius + kGrow, theme::stroke::kFocus);
}

void focus_ring_inside(Ui& ui, const Box& box, float radius) {
  outline(ui, box.inset(1), ui.palette().focus, radius, theme::stroke::kFocus);
}

void icon(Ui& ui, const Box& box, theme::Icon icon, theme::Color color, float size) {
  if (icon == theme::Icon::None) return;
  bool mirrored = box.rtl() && points_along_the_line(icon);
  ui.text().draw_icon(ui.draw(), box.center_x(), box.center_y(), size, color.abgr, static_cast<char32_t>(icon), mirrored);
}

}  // namespace pratique::kit
