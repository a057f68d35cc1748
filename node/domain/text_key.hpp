// Keys for comparing and sorting text that people wrote: case, width and accents do not count, so "Öl" sorts with "ol".
// Total: any bytes are accepted, undecodable ones become U+FFFD. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pratique::domain {

// Case-folded (Unicode default folding), otherwise as given: for addresses and logins.
[[nodiscard]] std::string fold_case(std::string_view text);

// Folded, decomposed, without combining marks; at most `max_code_points`: for sort columns.
[[nodiscard]] std::string sort_key(std::string_view text, std::size_t max_code_points);

// Unicode compatibility form (NFKC): full-width letters, half-width kana and ligatures become the ordinary ones.
[[nodiscard]] std::string compatibility_form(std::string_view text);

}  // namespace pratique::domain
