// The command palette: every command, place and setting by its words. It acts on what is selected, open or under the cursor, and says so.
#pragma once

#include <optional>

#include "ui/views/frame.hpp"

namespace pratique::views {

void open_palette(Frame& frame);
void palette_view(Frame& frame);  // while it is open

// Where the letters of `words` stand in `text`: as one piece, at the starts of words, or one after the other; nullopt: not in it.
// Lower is better. Pure; letters compare without case for ASCII, byte by byte beyond.
struct PaletteMatch {
  int rank = 0;
  std::vector<kit::Highlight> pieces;
};
[[nodiscard]] std::optional<PaletteMatch> match(std::string_view text, std::string_view words);

}  // namespace pratique::views
