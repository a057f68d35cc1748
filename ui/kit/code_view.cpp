#include "ui/kit/code_view.hpp"

#include <algorithm>
#include <cstring>

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"
#include "ui/text/unicode.hpp"

namespace pratique::kit {

namespace {

constexpr float kPad = 12, kKeyStep = 40;
constexpr std::size_t kMaxDrawn = 2000;  // bytes of one line that are drawn at once; scrolling sideways shows the rest

void index_lines(Ui& ui, std::string_view source, CodeState& state) {
  if (state.indexed == source.data() && state.indexed_bytes == source.size()) return;
  state.indexed = source.data(), state.indexed_bytes = source.size();
  state.line_starts.assign(1, 0);
  std::size_t longest = 0;
  for (std::size_t at = 0; at < source.size();) {
    const void* found = std::memchr(source.data() + at, '\n', source.size() - at);
    std::size_t end = found ? static_cast<std::size_t>(static_cast<const char*>(found) - source.data()) : source.size();
    longest = std::max(longest, end - at);
    if (!found || end + 1 == source.size()) break;
    state.line_starts.push_back(at = end + 1);
  }
  state.widest = static_cast<float>(longest) * text_width(ui, "0", theme::Type::Mono);
  state.scroll.offset = 0, state.sideways = 0;
}

[[nodiscard]] std::string_view line_of(std::string_view source, const CodeState& state, std::size_t index) {
  std::size_t begin = state.line_starts[index], end = index + 1 < state.line_starts.size() ? state.line_starts[index + 1] : source.size();
  while (end > begin && (source[end - 1] == '\n' || source[end - 1] == '\r')) --end;
  return source.substr(begin, end - begin);
}

// Only what is in view of a long line: a message may be one line of a megabyte.
void draw_line(Ui& ui, const Box& at, std::string_view line, float sideways, float column_width) {
  text::Style style = text_style(ui, theme::Type::Mono);
  auto first = static_cast<std::size_t>(std::max(sideways / column_width, 0.0F));
  if (first >= line.size()) return;
  while (first > 0 && (static_cast<unsigned char>(line[first]) & 0xC0) == 0x80) --first;
  std::string_view shown = line.substr(first, kMaxDrawn);
  text::LineMetrics metrics = ui.text().metrics(style);
  float baseline = at.y + (at.h - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
  float x = at.x - sideways + static_cast<float>(first) * column_width;
  ui.text().draw(ui.draw(), ui.snap(x), baseline, style, ui.palette().text.primary.abgr, shown);
}

}  // namespace

void code_view(Ui& ui, Id id, const Box& outer, std::string_view source, std::string_view name, CodeState& state) {
  const theme::Palette& p = ui.palette();
  Box box = outer;
  box.direction = Direction::LeftToRight;  // code is not mirrored
  index_lines(ui, source, state);
  float height = line_height(ui, theme::Type::Mono), column = text_width(ui, "0", theme::Type::Mono);
  std::string last_number = std::to_string(state.line_starts.size());
  float gutter = ui.snap(static_cast<float>(std::max<std::size_t>(last_number.size(), 3)) * column + 2 * kPad);
  state.scroll.content_height = static_cast<double>(state.line_starts.size()) * static_cast<double>(height) + 2 * static_cast<double>(kPad);

  Interaction now = ui.interact(id, box, {.keyboard = false});
  ui.record({.id = id,
             .role = a11y::Role::Region,
             .name = std::string(name),
             .rect = box.rect(),
             .focusable = true,
             .set_size = static_cast<std::int64_t>(state.line_starts.size())});
  scroll_keys(ui, id, box, state.scroll);
  scroll_input(ui, id, box, state.scroll);
  float side_step = ui.take_wheel_sideways(box) + (ui.key(id, Key::End) ? kKeyStep : 0) - (ui.key(id, Key::Start) ? kKeyStep : 0);
  state.sideways = std::clamp(state.sideways + side_step, 0.0F, std::max(state.widest + gutter + 2 * kPad - box.w, 0.0F));

  fill(ui, box, p.surface.base);
  ui.open_group(id);
  {
    ClipScope clip(ui, box);
    Box rest = box;
    Box numbers = rest.take_start(gutter);
    auto first = static_cast<std::size_t>(std::max((state.scroll.offset - static_cast<double>(kPad)) / static_cast<double>(height), 0.0));
    auto count = static_cast<std::size_t>(box.h / height) + 2;
    ClipScope text_clip(ui, rest);
    for (std::size_t i = first; i < std::min(first + count, state.line_starts.size()); ++i) {
      float y = box.y +
                static_cast<float>(static_cast<double>(i) * static_cast<double>(height) + static_cast<double>(kPad) - state.scroll.offset);
      draw_line(ui, {rest.x + kPad, ui.snap(y), rest.w, height, rest.direction}, line_of(source, state, i), state.sideways, column);
    }
    ui.push_clip(box, Clip::Replace);
    fill(ui, numbers, p.surface.sunken);
    for (std::size_t i = first; i < std::min(first + count, state.line_starts.size()); ++i) {
      float y = box.y +
                static_cast<float>(static_cast<double>(i) * static_cast<double>(height) + static_cast<double>(kPad) - state.scroll.offset);
      text(ui, Box{numbers.x, ui.snap(y), numbers.w - kPad, height, numbers.direction}, std::to_string(i + 1),
           {.type = theme::Type::Mono, .color = p.text.muted, .align = Align::End});
    }
    line(ui, numbers, Edge::End, p.line.divider);
    ui.pop_clip();
  }
  ui.close_group();
  scroll_bar(ui, id, box, state.scroll);
  if (now.ring) focus_ring_inside(ui, box);
}

}  // namespace pratique::kit
