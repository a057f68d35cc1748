#include "ui/kit/text.hpp"

#include <vector>

#include "imgui.h"
#include "ui/kit/paint.hpp"
#include "ui/text/unicode.hpp"
#include "ui/text/wrap.hpp"

namespace pratique::kit {

namespace {

constexpr std::string_view kEllipsis = "…";

[[nodiscard]] text::TextDirection neutral(const Ui& ui) {
  return ui.direction() == Direction::RightToLeft ? text::TextDirection::RightToLeft : text::TextDirection::LeftToRight;
}

[[nodiscard]] float baseline_in(Ui& ui, const text::Style& style, float top, float height) {
  text::LineMetrics metrics = ui.text().metrics(style);
  return top + (height - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
}

[[nodiscard]] float left_edge(const Box& box, float width, Align align) {
  if (align == Align::Center) return box.x + (box.w - width) / 2;
  bool left = (align == Align::Start) != box.rtl();
  return left ? box.x : box.right() - width;
}

struct Cut {
  std::string text;  // with the ellipsis; empty when nothing was cut
  float width = 0;
};

[[nodiscard]] Cut cut_to(Ui& ui, const text::Style& style, std::string_view whole, float available) {
  float width = ui.text().width(style, whole);
  if (width <= available + 0.5F) return {{}, width};
  float room = available - ui.text().width(style, kEllipsis);
  std::size_t keep = room > 0 ? ui.text().fit(style, whole, room) : 0;
  while (keep > 0 && whole[keep - 1] == ' ') --keep;
  Cut cut{std::string(whole.substr(0, keep)), 0};
  cut.text += kEllipsis;
  cut.width = ui.text().width(style, cut.text);
  return cut;
}

void draw_highlights(Ui& ui, const Box& box, const text::Style& style, std::string_view whole, std::size_t shown_bytes, float left,
                     const TextSpec& spec) {
  bool right_to_left = text::first_strong(whole) == text::Strong::Right;
  float total = ui.text().width(style, whole.substr(0, shown_bytes));
  for (const Highlight& match : spec.highlights) {
    std::size_t begin = std::min(match.begin, shown_bytes), end = std::min(match.end, shown_bytes);
    if (begin >= end) continue;
    float from = ui.text().width(style, whole.substr(0, begin)), to = ui.text().width(style, whole.substr(0, end));
    Box mark{left + (right_to_left ? total - to : from), box.center_y() - style.size * 0.65F, to - from, style.size * 1.3F, box.direction};
    fill(ui, mark.grown(1), ui.palette().warning.soft, theme::radius::kXs);
  }
}

float draw_line(Ui& ui, const Box& box, std::string_view whole, const TextSpec& spec) {
  text::Style style = text_style(ui, spec.type, spec.weight);
  theme::Color color = spec.color.none() ? ui.palette().text.primary : spec.color;
  Cut cut = cut_to(ui, style, whole, box.w);
  std::string_view shown = cut.text.empty() ? whole : std::string_view(cut.text);
  float left = left_edge(box, cut.width, spec.align);
  if (!spec.highlights.empty()) {
    std::size_t shown_bytes = cut.text.empty() ? whole.size() : cut.text.size() - kEllipsis.size();
    draw_highlights(ui, box, style, whole, shown_bytes, left, spec);
  }
  ui.text().draw(ui.draw(), ui.snap(left), baseline_in(ui, style, box.y, box.h), style, color.abgr, shown, neutral(ui));
  if (!cut.text.empty() && spec.cut_tooltip && spec.id != 0 && ui.pointer_in(box)) ui.tooltip(spec.id, box, whole);
  return cut.width;
}

float draw_wrapped(Ui& ui, Box box, std::string_view whole, const TextSpec& spec) {
  text::Style style = text_style(ui, spec.type, spec.weight);
  float height = line_height(ui, spec.type), widest = 0;
  TextSpec one = spec;
  one.max_lines = 1;
  one.highlights = {};
  for (const text::Line& line : text::wrap(ui.text(), style, whole, box.w, spec.max_lines)) {
    widest =
        std::max(widest, draw_line(ui, {box.x, box.y, box.w, height, box.direction}, whole.substr(line.begin, line.end - line.begin), one));
    box.skip_top(height);
  }
  return widest;
}

}  // namespace

text::Style text_style(const Ui& ui, theme::Type type, Weight weight) {
  const theme::TypeStyle& style = theme::type_style(type);
  bool semibold = weight == Weight::AsType ? style.semibold : weight == Weight::SemiBold;
  bool grows = ui.touch() && (type == theme::Type::Body || type == theme::Type::BodyStrong || type == theme::Type::Small);
  text::Face face = style.mono ? text::Face::Mono : semibold ? text::Face::SemiBold : text::Face::Regular;
  return {face, style.size + (grows ? theme::kTouchDelta : 0)};
}

float line_height(const Ui& ui, theme::Type type) {
  const theme::TypeStyle& style = theme::type_style(type);
  return style.line + (text_style(ui, type).size > style.size ? 2 * theme::kTouchDelta : 0);
}

float text_width(Ui& ui, std::string_view text, theme::Type type, Weight weight) {
  return ui.text().width(text_style(ui, type, weight), text);
}

float text_height(Ui& ui, std::string_view text, theme::Type type, float width, int max_lines, Weight weight) {
  auto lines = text::wrap(ui.text(), text_style(ui, type, weight), text, width, max_lines);
  return static_cast<float>(lines.size()) * line_height(ui, type);
}

float text(Ui& ui, const Box& box, std::string_view text, const TextSpec& spec) {
  if (text.empty() || box.empty() || box.intersected(ui.clip()).empty()) return 0;
  return spec.max_lines > 1 ? draw_wrapped(ui, box, text, spec) : draw_line(ui, box, text, spec);
}

float label(Ui& ui, Id id, const Box& box, std::string_view words, const TextSpec& spec) {
  ui.record({.id = id, .role = a11y::Role::Text, .name = std::string(words), .rect = box.rect()});
  return text(ui, box, words, spec);
}

float heading(Ui& ui, Id id, const Box& box, std::string_view words, int level, const TextSpec& spec) {
  ui.record({.id = id, .role = a11y::Role::Heading, .name = std::string(words), .rect = box.rect(), .level = level});
  return text(ui, box, words, spec);
}

}  // namespace pratique::kit
