// What drawing must know of Unicode: UTF-8 decoding that never fails, which characters need the platform to shape them, where
// graphemes end (UAX #29, without its rarest rules), which way a text runs (UAX #9 P2), where a line may break (UAX #14, simplified).
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pratique::text {

struct Decoded {
  char32_t code_point = 0;  // U+FFFD for a byte that is not UTF-8
  std::size_t length = 0;   // bytes; 0 only at the end
};
[[nodiscard]] Decoded decode(std::string_view utf8, std::size_t at);

// Scripts whose letters join, reorder or run from right to left, and marks that control direction: the whole string is shaped at once.
[[nodiscard]] bool needs_shaping(std::string_view utf8);
// Only U+0020..U+024F and friends: every code point is one glyph.
[[nodiscard]] bool is_simple(std::string_view utf8);

// End of the user-perceived character that starts at `at`.
[[nodiscard]] std::size_t grapheme_end(std::string_view utf8, std::size_t at);
// Start of the one that ends at `at`.
[[nodiscard]] std::size_t grapheme_start_before(std::string_view utf8, std::size_t at);
[[nodiscard]] bool is_extending(char32_t code_point);  // never stands alone: marks, joiners, variation selectors
[[nodiscard]] bool is_emoji(char32_t code_point);      // drawn in colour unless asked otherwise

enum class Strong : std::uint8_t { None, Left, Right };
[[nodiscard]] Strong first_strong(std::string_view utf8);

// A line may end after this character when `next` follows.
[[nodiscard]] bool breaks_between(char32_t before, char32_t next);

}  // namespace pratique::text
