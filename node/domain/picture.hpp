// What kind of picture bytes are and how large it is, by their first bytes alone: PNG (RFC 2083), JPEG (ITU-T T.81), WebP (RFC 9649).
// Total for any bytes; nothing is decoded. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pratique::domain {

struct Picture {
  std::string_view content_type;
  std::int64_t width = 0;  // pixels
  std::int64_t height = 0;
};

[[nodiscard]] std::optional<Picture> picture_in(std::string_view bytes);

}  // namespace pratique::domain
