// Dear ImGui's glyph loader over text::Rasterizer: ImGui's atlas then holds whatever the platform can draw. Stateless; each font source
// carries its own face and rasterizer. UI thread.
#pragma once

#include "ui/text/rasterizer.hpp"

struct ImFontLoader;
struct ImFont;
struct ImFontAtlas;

namespace pratique::text {

[[nodiscard]] const ImFontLoader* font_loader();
// `rasterizer` must outlive the atlas.
[[nodiscard]] ImFont* add_font(ImFontAtlas& atlas, Rasterizer& rasterizer, Face face);

}  // namespace pratique::text
