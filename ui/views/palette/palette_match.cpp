#include "client/base/text.hpp"
#include "ui/views/palette/palette_view.hpp"

namespace pratique::views {

std::optional<PaletteMatch> match(std::string_view text, std::string_view words) {
  PaletteMatch found;
  const std::string needle = base::to_lower_ascii(base::trim(words));
  if (needle.empty()) return found;
  const std::string hay = base::to_lower_ascii(text);
  if (const std::size_t at = hay.find(needle); at != std::string::npos) {
    found.rank = at == 0 ? 0 : hay[at - 1] == ' ' ? 1 : 2;
    found.pieces.push_back({at, at + needle.size()});
    return found;
  }
  // One after the other; a blank that was typed stands for any gap.
  found.rank = 3;
  std::size_t from = 0;
  for (const char c : needle) {
    if (c == ' ') continue;
    const std::size_t at = hay.find(c, from);
    if (at == std::string::npos) return std::nullopt;
    if (!found.pieces.empty() && found.pieces.back().end == at) {
      ++found.pieces.back().end;
    } else {
      found.pieces.push_back({at, at + 1});
      ++found.rank;
    }
    from = at + 1;
  }
  // Letters strewn over a long label are chance, not a match.
  if (found.pieces.size() > 3) return std::nullopt;
  return found;
}

}  // namespace pratique::views
