// How much of a hostile HTML source may be given to the parser, whose time is quadratic in open elements and in the
// attributes of one tag. A single pass without a parser: it errs towards stopping early. Total; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace pratique::mime {

inline constexpr int kTagsRead = 100'000;
inline constexpr int kOpenElementsRead = 2'000;
inline constexpr int kAttributesRead = 400;  // of one tag

// Length of the prefix that stays within the bounds above and within `limit` bytes.
[[nodiscard]] std::size_t safe_html_length(std::string_view html, std::size_t limit);

}  // namespace pratique::mime
