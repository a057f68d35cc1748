#include "web/canvas_rasterizer.hpp"

#include "web/gate.hpp"

namespace pratique::web {
namespace {

constexpr std::uint32_t kWhite = 0xFFFFFFFF;

struct Utf8 {
  char bytes[4];
  int length;
};

Utf8 encode_utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) return {{byte(c)}, 1};
  if (c < 0x800) return {{byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F))}, 2};
  if (c < 0x10000) return {{byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))}, 3};
  return {{byte(0xF0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3F)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))}, 4};
}

text::Bitmap rasterise(text::Face face, float size_px, text::TextDirection base, std::string_view utf8, std::uint32_t text_rgba) {
  RasterisedText raw{};
  pratique_rasterise(static_cast<int>(face), size_px, base == text::TextDirection::RightToLeft, utf8.data(), static_cast<int>(utf8.size()),
                     text_rgba, &raw);
  text::Bitmap bitmap{raw.width, raw.height, raw.left, raw.top, raw.advance, raw.coloured != 0, {}};
  if (raw.rgba) bitmap.rgba.assign(raw.rgba, raw.rgba + static_cast<std::size_t>(raw.width) * static_cast<std::size_t>(raw.height) * 4);
  std::free(raw.rgba);
  return bitmap;
}

}  // namespace

text::FaceMetrics CanvasRasterizer::metrics(text::Face face, float size_px) {
  float values[2] = {0, 0};
  pratique_face_metrics(static_cast<int>(face), size_px, values);
  return {values[0], values[1]};
}

float CanvasRasterizer::glyph_advance(text::Face face, float size_px, char32_t code_point) {
  const auto utf8 = encode_utf8(code_point);
  return pratique_text_width(static_cast<int>(face), size_px, 0, utf8.bytes, utf8.length);
}

text::Bitmap CanvasRasterizer::glyph(text::Face face, float size_px, char32_t code_point) {
  const auto utf8 = encode_utf8(code_point);
  return rasterise(face, size_px, text::TextDirection::LeftToRight, std::string_view(utf8.bytes, static_cast<std::size_t>(utf8.length)),
                   kWhite);
}

float CanvasRasterizer::run_width(text::Face face, float size_px, text::TextDirection base, std::string_view utf8) {
  return pratique_text_width(static_cast<int>(face), size_px, base == text::TextDirection::RightToLeft, utf8.data(),
                             static_cast<int>(utf8.size()));
}

text::Bitmap CanvasRasterizer::run(text::Face face, float size_px, text::TextDirection base, std::string_view utf8,
                                   std::uint32_t text_rgba) {
  return rasterise(face, size_px, base, utf8, text_rgba);
}

}  // namespace pratique::web
