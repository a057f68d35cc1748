// Breaking a paragraph into lines of a given width. Pure apart from measuring; UI thread.
#pragma once

#include <string_view>
#include <vector>

#include "ui/text/engine.hpp"

namespace pratique::text {

struct Line {
  std::size_t begin = 0, end = 0;  // bytes; blanks at the break are in neither line
  bool operator==(const Line&) const = default;
};

// At most `max_lines`; the last one then takes all that is left and is cut by whoever draws it. LF ends a line. A word wider than
// the line is broken between graphemes.
[[nodiscard]] std::vector<Line> wrap(Engine& engine, const Style& style, std::string_view utf8, float width, int max_lines);

}  // namespace pratique::text
