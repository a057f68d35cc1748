// Bytes in a declared (or wrongly declared, or undeclared) charset → UTF-8. Charset names are read as browsers do: the label
// "iso-8859-1" means windows-1252, "gb2312" means GB18030. Total; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pratique::mime {

struct Decoded {
  std::string text;     // valid UTF-8; undecodable bytes are U+FFFD
  bool failed = false;  // the charset is unknown, or bytes did not fit it
};

// An unknown or empty charset is guessed: ISO-2022-JP by its escapes, then valid UTF-8, then `fallback`, then windows-1252.
// A guess of anything but ASCII or UTF-8 counts as failed, so that a reader is offered a choice.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view charset, std::string_view fallback = {});
[[nodiscard]] bool is_known_charset(std::string_view charset);

}  // namespace pratique::mime
