// Text by Pango and Cairo: for native builds, tests and goldens. Fonts: ours (assets/fonts, unpacked to TrueType at build time) and
// Debian's Noto families through fontconfig. Owned by main_native or the test; UI thread; a missing font falls back, never fails.
#pragma once

#include <memory>
#include <string>

#include "ui/text/rasterizer.hpp"

namespace pratique::native {

class PangoRasterizer final : public text::Rasterizer {
 public:
  // `font_folder` holds inter-{regular,semibold}{,-more}.ttf, jetbrains-mono.ttf and icons.ttf.
  explicit PangoRasterizer(const std::string& font_folder);
  ~PangoRasterizer() override;
  [[nodiscard]] text::FaceMetrics metrics(text::Face face, float size_px) override;
  [[nodiscard]] float glyph_advance(text::Face face, float size_px, char32_t code_point) override;
  [[nodiscard]] text::Bitmap glyph(text::Face face, float size_px, char32_t code_point) override;
  [[nodiscard]] float run_width(text::Face face, float size_px, text::TextDirection base, std::string_view utf8) override;
  [[nodiscard]] text::Bitmap run(text::Face face, float size_px, text::TextDirection base, std::string_view utf8,
                                 std::uint32_t text_rgba) override;

 private:
  struct Pango;
  std::unique_ptr<Pango> pango_;
};

}  // namespace pratique::native
