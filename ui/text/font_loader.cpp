#include "ui/text/font_loader.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace pratique::text {

namespace {

struct Source {  // travels as the font's "data", which the atlas copies
  Rasterizer* rasterizer;
  Face face;
};

[[nodiscard]] const Source& source_of(const ImFontConfig* config) {
  return *static_cast<const Source*>(config->FontData);
}

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar) {
  return true;
}  // the platform falls back by itself

bool init_baked(ImFontAtlas*, ImFontConfig* config, ImFontBaked* baked, void*) {
  const Source& source = source_of(config);
  FaceMetrics metrics = source.rasterizer->metrics(source.face, baked->Size * baked->RasterizerDensity);
  baked->Ascent = metrics.ascent / baked->RasterizerDensity;
  baked->Descent = -metrics.descent / baked->RasterizerDensity;
  return true;
}

bool pack(ImFontAtlas* atlas, ImFontConfig* config, ImFontBaked* baked, const Bitmap& bitmap, ImFontGlyph* glyph) {
  ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, bitmap.width, bitmap.height);
  if (id == ImFontAtlasRectId_Invalid) return false;  // the texture is full: the glyph keeps its advance and has no ink
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  float density = baked->RasterizerDensity;
  glyph->X0 = bitmap.left / density;
  glyph->Y0 = baked->Ascent - bitmap.top / density;
  glyph->X1 = glyph->X0 + static_cast<float>(bitmap.width) / density;
  glyph->Y1 = glyph->Y0 + static_cast<float>(bitmap.height) / density;
  glyph->Visible = true;
  glyph->Colored = bitmap.coloured;
  glyph->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, config, glyph, rect, bitmap.rgba.data(), ImTextureFormat_RGBA32, bitmap.width * 4);
  return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* config, ImFontBaked* baked, void*, ImWchar code_point, ImFontGlyph* glyph,
                float* advance_only) {
  const Source& source = source_of(config);
  float size_px = baked->Size * baked->RasterizerDensity;
  if (advance_only) {
    *advance_only = source.rasterizer->glyph_advance(source.face, size_px, code_point) / baked->RasterizerDensity;
    return true;
  }
  Bitmap bitmap = source.rasterizer->glyph(source.face, size_px, code_point);
  glyph->Codepoint = code_point & 0x3FFFFFFU;
  glyph->AdvanceX = bitmap.advance / baked->RasterizerDensity;
  bool has_ink = bitmap.width > 0 && bitmap.height > 0 &&
                 bitmap.rgba.size() >= static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height) * 4;
  if (!has_ink) return true;
  if (!bitmap.coloured)  // white with its coverage, so that the vertex colour tints it
    for (std::size_t i = 0; i < bitmap.rgba.size(); i += 4) bitmap.rgba[i] = bitmap.rgba[i + 1] = bitmap.rgba[i + 2] = 0xFF;
  (void)pack(atlas, config, baked, bitmap, glyph);
  return true;
}

}  // namespace

const ImFontLoader* font_loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader made;
    made.Name = "platform";
    made.FontSrcContainsGlyph = contains_glyph;
    made.FontBakedInit = init_baked;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return &loader;
}

ImFont* add_font(ImFontAtlas& atlas, Rasterizer& rasterizer, Face face) {
  Source source{&rasterizer, face};
  ImFontConfig config;
  config.FontData = &source;
  config.FontDataSize = static_cast<int>(sizeof(source));
  config.FontDataOwnedByAtlas = false;  // copied
  config.FontLoader = font_loader();
  config.SizePixels = 14;
  config.OversampleH = config.OversampleV = 1;
  config.PixelSnapH = false;
  return atlas.AddFont(&config);
}

}  // namespace pratique::text

// imgui_config.hpp names us ImGui's default loader, which keeps its TrueType parser out of the program.
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader();
const ImFontLoader* GetFontLoader() {
  return pratique::text::font_loader();
}
}  // namespace ImGuiFreeType
