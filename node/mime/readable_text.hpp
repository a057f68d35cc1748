// Text that people read: from HTML (what it shows, not what it hides), from format=flowed, and the one-line snippet of it.
// Total and bounded for any input; results are valid UTF-8. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::mime {

inline constexpr std::size_t kSnippetCodePoints = 200;

// Visible text of an HTML document (UTF-8), blocks on their own lines. What CSS in a style attribute hides is left out:
// preheaders, zero-size fonts, display:none.
[[nodiscard]] std::string html_to_text(std::string_view html);

enum class DelSp : std::uint8_t { No, Yes };
[[nodiscard]] std::string unflow(std::string_view text, DelSp del_sp);  // RFC 3676, LF line ends

// One line, blanks collapsed, invisible filler dropped, at most kSnippetCodePoints.
[[nodiscard]] std::string snippet_of(std::string_view text);

}  // namespace pratique::mime
