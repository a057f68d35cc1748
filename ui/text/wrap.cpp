#include "ui/text/wrap.hpp"

#include "ui/text/unicode.hpp"

namespace pratique::text {

namespace {

// The last place in [begin, limit] where a line may end, or begin when there is none.
[[nodiscard]] std::size_t last_break(std::string_view utf8, std::size_t begin, std::size_t limit) {
  std::size_t best = begin;
  for (std::size_t at = begin; at < limit;) {
    auto [before, length] = decode(utf8, at);
    at += length;
    auto [next, next_length] = decode(utf8, at);
    if (next_length == 0 || next == U'\n' || next == U' ' || breaks_between(before, next)) best = at;
  }
  return best;
}

[[nodiscard]] std::size_t without_blanks(std::string_view utf8, std::size_t begin, std::size_t end) {
  while (end > begin && utf8[end - 1] == ' ') --end;
  return end;
}

}  // namespace

std::vector<Line> wrap(Engine& engine, const Style& style, std::string_view utf8, float width, int max_lines) {
  std::vector<Line> lines;
  std::size_t begin = 0;
  while (begin < utf8.size()) {
    std::size_t paragraph_end = std::min(utf8.find('\n', begin), utf8.size());
    bool last = static_cast<int>(lines.size()) + 1 >= max_lines;
    if (last) {
      lines.push_back({begin, without_blanks(utf8, begin, paragraph_end)});
      return lines;
    }
    std::size_t fits = begin + engine.fit(style, utf8.substr(begin, paragraph_end - begin), width);
    std::size_t end = paragraph_end;
    if (fits < paragraph_end) {
      // Blanks may hang over the edge.
      std::size_t limit = fits;
      while (limit < paragraph_end && utf8[limit] == ' ') ++limit;
      end = last_break(utf8, begin, limit);
      if (end == begin) end = fits > begin ? fits : grapheme_end(utf8, begin);
    }
    lines.push_back({begin, without_blanks(utf8, begin, end)});
    begin = end;
    while (begin < utf8.size() && begin < paragraph_end && utf8[begin] == ' ') ++begin;
    if (begin == paragraph_end && begin < utf8.size()) ++begin;  // the LF itself
  }
  return lines;
}

}  // namespace pratique::text
