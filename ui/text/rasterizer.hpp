// The platform's text engine as the UI needs it (docs/text-engine.md). Web: a 2D canvas; native: Pango and Cairo.
// Sizes here are device pixels. UI thread only; calls are synchronous; failures give an empty bitmap of the right advance.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pratique::text {

enum class Face : std::uint8_t { Regular, SemiBold, Mono, Icons };
enum class TextDirection : std::uint8_t { LeftToRight, RightToLeft };

struct FaceMetrics {
  float ascent = 0;   // above the baseline, positive
  float descent = 0;  // below the baseline, positive
};

// RGBA8, not premultiplied, rows top to bottom without padding. `coloured` = keep its colours; else only alpha counts.
struct Bitmap {
  int width = 0;
  int height = 0;
  float left = 0;  // from the pen position to the bitmap's first column
  float top = 0;   // from the baseline up to its first row
  float advance = 0;
  bool coloured = false;
  std::vector<std::uint8_t> rgba;
};

class Rasterizer {
 public:
  virtual ~Rasterizer() = default;
  [[nodiscard]] virtual FaceMetrics metrics(Face face, float size_px) = 0;
  [[nodiscard]] virtual float glyph_advance(Face face, float size_px, char32_t code_point) = 0;
  [[nodiscard]] virtual Bitmap glyph(Face face, float size_px, char32_t code_point) = 0;
  // Runs: shaped and ordered whole (UAX #9, UAX #14 left to the platform). `text_rgba` (0xRRGGBBAA) is the colour of what is not an emoji;
  // a run that turns out not to be `coloured` is asked for in white and tinted when drawn.
  [[nodiscard]] virtual float run_width(Face face, float size_px, TextDirection base, std::string_view utf8) = 0;
  [[nodiscard]] virtual Bitmap run(Face face, float size_px, TextDirection base, std::string_view utf8, std::uint32_t text_rgba) = 0;
};

}  // namespace pratique::text
