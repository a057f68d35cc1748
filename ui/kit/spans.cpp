// Text of several weights and colours that wraps as one paragraph.
#include <vector>

#include "ui/kit/text.hpp"
#include "ui/text/unicode.hpp"

namespace pratique::kit {

namespace {

struct Placed {
  std::size_t span, begin, end;
  float x, width;
  int line;
};

// Word by word: a break may fall anywhere between pieces of text that unicode allows, also inside a span.
[[nodiscard]] std::vector<Placed> place(Ui& ui, std::span<const Span> pieces, theme::Type type, float width, int max_lines) {
  std::vector<Placed> placed;
  float pen = 0;
  int line = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string_view whole = pieces[i].text;
    text::Style style = text_style(ui, type, pieces[i].weight);
    for (std::size_t at = 0; at < whole.size();) {
      std::size_t end = at;
      while (end < whole.size()) {
        auto [before, length] = text::decode(whole, end);
        end += length;
        auto [next, next_length] = text::decode(whole, end);
        if (next_length == 0 || text::breaks_between(before, next)) break;
      }
      std::string_view word = whole.substr(at, end - at);
      std::string_view ink = word.substr(0, word.find_last_not_of(' ') + 1);
      bool wraps = pen > 0 && pen + ui.text().width(style, ink) > width && line + 1 < max_lines;
      if (wraps) pen = 0, ++line;
      float advance = ui.text().width(style, word);
      if (!placed.empty() && placed.back().span == i && placed.back().line == line && placed.back().end == at)
        placed.back().end = end, placed.back().width += advance;
      else
        placed.push_back({i, at, end, pen, advance, line});
      pen += advance;
      at = end;
    }
  }
  return placed;
}

}  // namespace

float spans(Ui& ui, const Box& box, std::span<const Span> pieces, const TextSpec& spec) {
  float height = line_height(ui, spec.type), widest = 0;
  std::vector<Placed> placed = place(ui, pieces, spec.type, box.w, spec.max_lines);
  float top = spec.max_lines == 1 ? box.y + (box.h - height) / 2 : box.y;
  float one_line = placed.empty() ? 0 : placed.back().x + placed.back().width;
  float shift = spec.max_lines > 1            ? 0
                : spec.align == Align::Center ? (box.w - one_line) / 2
                : spec.align == Align::End    ? box.w - one_line
                                              : 0;
  for (const Placed& piece : placed) {
    const Span& span = pieces[piece.span];
    TextSpec one{.type = spec.type, .color = span.color.none() ? spec.color : span.color, .weight = span.weight};
    std::string_view words = span.text.substr(piece.begin, piece.end - piece.begin);
    words =
        words.substr(0, words.find_last_not_of(' ') + 1);  // the blank after it is only distance: Latin words may stand in a mirrored line
    float ink = ui.text().width(text_style(ui, spec.type, span.weight), words);
    float room = std::max(std::min(ink + 1, box.w - piece.x - shift), 0.0F);
    Box at{box.x, top + static_cast<float>(piece.line) * height, box.w, height, box.direction};
    at.skip_start(piece.x + shift);
    text(ui, at.take_start(room), words, one);
    widest = std::max(widest, piece.x + piece.width);
  }
  return widest;
}

float spans_height(Ui& ui, std::span<const Span> pieces, theme::Type type, float width, int max_lines) {
  std::vector<Placed> placed = place(ui, pieces, type, width, max_lines);
  return placed.empty() ? 0 : static_cast<float>(placed.back().line + 1) * line_height(ui, type);
}

}  // namespace pratique::kit
