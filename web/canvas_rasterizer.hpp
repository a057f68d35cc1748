// text::Rasterizer by a 2D canvas: the browser measures, shapes and draws, so every script the reader's system knows looks as in
// its own text. web/text_engine.js does the drawing. Fonts must be loaded before the first call (boot waits for them).
#pragma once

#include "ui/text/rasterizer.hpp"

namespace pratique::web {

class CanvasRasterizer final : public text::Rasterizer {
 public:
  [[nodiscard]] text::FaceMetrics metrics(text::Face face, float size_px) override;
  [[nodiscard]] float glyph_advance(text::Face face, float size_px, char32_t code_point) override;
  [[nodiscard]] text::Bitmap glyph(text::Face face, float size_px, char32_t code_point) override;
  [[nodiscard]] float run_width(text::Face face, float size_px, text::TextDirection base, std::string_view utf8) override;
  [[nodiscard]] text::Bitmap run(text::Face face, float size_px, text::TextDirection base, std::string_view utf8,
                                 std::uint32_t text_rgba) override;
};

}  // namespace pratique::web
