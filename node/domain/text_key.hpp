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

[[nodiscard]] bool is_valid_utf8(std::string_view text);

// At most `count` code points of valid UTF-8, never cutting one in half.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

}  // namespace pratique::domain
