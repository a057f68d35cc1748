// A plain-text body as an HTML document for the message frame. The text is hostile: everything is escaped, links keep their
// target in data-href and open nothing. Total for any bytes; pure.
#pragma once

#include <string>
#include <string_view>

#include "ui/theme/tokens_generated.hpp"

namespace pratique::views {

// Paragraphs take their own direction (dir=auto); quoted lines ("> ") are muted; colours follow the theme.
[[nodiscard]] std::string text_document(std::string_view text, const theme::Palette& palette);

}  // namespace pratique::views
