// Text in every script. Strings that need no shaping are drawn glyph by glyph through ImGui's font atlas; the rest goes to the
// platform whole and is cached as one rectangle in the same atlas, so a frame needs one texture. Owned by the shell beside the
// ImGui context and must die before it; UI thread; never fails: what cannot be drawn has the right width and no ink.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ui/text/style.hpp"

struct ImDrawList;
struct ImFont;

namespace pratique::text {

struct LineMetrics {
  float ascent = 0;  // logical pixels
  float descent = 0;
};

class Engine {
 public:
  // Adds the four faces to the current ImGui context's atlas. `rasterizer` must outlive that atlas.
  explicit Engine(Rasterizer& rasterizer);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // After ImGui::NewFrame. A new density drops what was rasterised for the old one.
  void begin_frame(float density, Haste haste = Haste::None);
  // In haste something was left for later: another frame, in the same haste, brings more of it.
  [[nodiscard]] bool owes() const;
  // The platform's fonts changed (a web font came late): rasterise everything again.
  void forget();

  [[nodiscard]] LineMetrics metrics(const Style& style);
  [[nodiscard]] float width(const Style& style, std::string_view utf8);
  // Bytes of the longest prefix, cut between graphemes, that is at most `width` wide.
  [[nodiscard]] std::size_t fit(const Style& style, std::string_view utf8, float width);
  // Draws with the pen at (x, baseline), both rounded to device pixels; `x` is always the left edge. Gives the width.
  // `neutral` is the direction of text without a letter of its own.
  float draw(ImDrawList& list, float x, float baseline, const Style& style, std::uint32_t abgr, std::string_view utf8,
             TextDirection neutral = TextDirection::LeftToRight);
  // Centres the glyph in a square with this centre; `mirrored` for signs that point along the line, where lines run from the right.
  void draw_icon(ImDrawList& list, float center_x, float center_y, float size, std::uint32_t abgr, char32_t code_point,
                 bool mirrored = false);

  [[nodiscard]] float density() const { return density_; }
  [[nodiscard]] std::size_t cached_runs() const;

 private:
  struct Runs;
  [[nodiscard]] ImFont* font(Face face) const { return fonts_[static_cast<std::size_t>(face)]; }
  float draw_glyphs(ImDrawList& list, float x, float baseline, const Style& style, std::uint32_t abgr, std::string_view utf8);
  float draw_run(ImDrawList& list, float x, float baseline, const Style& style, std::uint32_t abgr, std::string_view utf8,
                 TextDirection base);
  float glyphs_width(const Style& style, std::string_view utf8);

  float density_ = 1;
  std::array<ImFont*, 4> fonts_{};
  std::unique_ptr<Runs> runs_;
};

}  // namespace pratique::text
