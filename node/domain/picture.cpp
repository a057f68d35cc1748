#include "node/domain/picture.hpp"

#include <initializer_list>

namespace pratique::domain {
namespace {

// 0 behind the end.
std::int64_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

std::int64_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

std::int64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::int64_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8 | byte_at(bytes, at + i - 1);
  return value;
}

std::optional<Picture> png_in(std::string_view bytes) {
  constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);
  if (!bytes.starts_with(kSignature) || bytes.size() < 33 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
  return Picture{"image/png", big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

std::optional<Picture> jpeg_in(std::string_view bytes) {
  if (!bytes.starts_with("\xff\xd8\xff")) return std::nullopt;
  std::size_t at = 2;
  while (at + 9 < bytes.size() && byte_at(bytes, at) == 0xFF) {
    const std::int64_t marker = byte_at(bytes, at + 1);
    // A frame header, of whatever coding: C0 to CF but for the tables DHT, JPG and DAC.
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
      return Picture{"image/jpeg", big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
    if (marker == 0xDA || marker == 0xD9) break;  // the picture itself begins before any frame header
    const std::int64_t length = big_endian(bytes, at + 2, 2);
    if (length < 2) break;
    at += 2 + static_cast<std::size_t>(length);
  }
  return std::nullopt;
}

std::optional<Picture> webp_in(std::string_view bytes) {
  if (!bytes.starts_with("RIFF") || bytes.size() < 30 || bytes.substr(8, 4) != "WEBP") return std::nullopt;
  const std::string_view chunk = bytes.substr(12, 4);
  if (chunk == "VP8X") return Picture{"image/webp", little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1};
  if (chunk == "VP8L" && byte_at(bytes, 20) == 0x2F) {
    const std::int64_t packed = little_endian(bytes, 21, 4);
    return Picture{"image/webp", (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1};
  }
  if (chunk == "VP8 " && bytes.substr(23, 3) == "\x9d\x01\x2a")
    return Picture{"image/webp", little_endian(bytes, 26, 2) & 0x3FFF, little_endian(bytes, 28, 2) & 0x3FFF};
  return std::nullopt;
}

}  // namespace

std::optional<Picture> picture_in(std::string_view bytes) {
  for (const auto reader : {png_in, jpeg_in, webp_in}) {
    const auto picture = reader(bytes);
    if (picture && picture->width > 0 && picture->height > 0) return picture;
  }
  return std::nullopt;
}

}  // namespace pratique::domain
