#include "ui/text/engine.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/text/font_loader.hpp"
#include "ui/text/run_cache.hpp"
#include "ui/text/unicode.hpp"

namespace pratique::text {

namespace {

[[nodiscard]] std::uint32_t to_rgba(std::uint32_t abgr) {
  return (abgr & 0xFFU) << 24 | (abgr >> 8 & 0xFFU) << 16 | (abgr >> 16 & 0xFFU) << 8 | abgr >> 24;
}

constexpr float kWidestRun = 3900;       // device pixels; phones' largest texture is 4096
constexpr std::size_t kShortText = 200;  // bytes; shorter ones are never so wide
constexpr int kGlyphCost = 3;            // of RunCache::afford

enum class PieceKind : std::uint8_t { Glyphs, Cluster, Shaped };
struct Piece {
  PieceKind kind;
  std::size_t begin, end;
};

// A cluster of several code points, an emoji, or a character beyond the Basic Multilingual Plane (ImGui indexes glyphs by code
// point, so a single emoji would cost a table of 700 KB per size) is a run of its own, shared by all texts that hold it.
[[nodiscard]] bool is_cluster(std::string_view utf8, std::size_t at, std::size_t end) {
  auto [c, length] = decode(utf8, at);
  return length != end - at || c >= 0x10000 || is_emoji(c) || is_extending(c);
}

[[nodiscard]] Piece next_piece(std::string_view utf8, std::size_t at) {
  std::size_t end = grapheme_end(utf8, at);
  if (is_cluster(utf8, at, end)) return {PieceKind::Cluster, at, end};
  while (end < utf8.size()) {
    if (static_cast<unsigned char>(utf8[end]) < 0x80 && end + 1 < utf8.size() && static_cast<unsigned char>(utf8[end + 1]) < 0x80) {
      ++end;  // two ASCII bytes: the first stands alone
      continue;
    }
    std::size_t next = grapheme_end(utf8, end);
    if (is_cluster(utf8, end, next)) break;
    end = next;
  }
  return {PieceKind::Glyphs, at, end};
}

[[nodiscard]] TextDirection direction_of(std::string_view utf8, TextDirection neutral) {
  switch (first_strong(utf8)) {
    case Strong::Left:
      return TextDirection::LeftToRight;
    case Strong::Right:
      return TextDirection::RightToLeft;
    default:
      return neutral;
  }
}

[[nodiscard]] std::uint8_t alpha_of(std::uint32_t abgr) {
  return static_cast<std::uint8_t>(abgr >> 24);
}

void add_quad(ImDrawList& list, float x0, float y0, float x1, float y1, const ImVec2& uv0, const ImVec2& uv1, std::uint32_t abgr) {
  list.PrimReserve(6, 4);
  list.PrimRectUV(ImVec2(x0, y0), ImVec2(x1, y1), uv0, uv1, abgr);
}

}  // namespace

struct Engine::Runs {
  RunCache cache;
};

Engine::Engine(Rasterizer& rasterizer) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.TexDesiredFormat = ImTextureFormat_RGBA32;
  atlas.TexMinWidth = atlas.TexMinHeight = 512;
  atlas.TexMaxWidth = atlas.TexMaxHeight = 4096;
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
  for (Face face : {Face::Regular, Face::SemiBold, Face::Mono, Face::Icons})
    fonts_[static_cast<std::size_t>(face)] = add_font(atlas, rasterizer, face);
  runs_ = std::make_unique<Runs>(Runs{RunCache(rasterizer, atlas)});
}

Engine::~Engine() = default;

void Engine::begin_frame(float density, Haste haste) {
  if (density <= 0) density = 1;
  if (density != density_) runs_->cache.clear();
  density_ = density;
  runs_->cache.begin_frame(haste);
}

bool Engine::owes() const {
  return runs_->cache.owes();
}

void Engine::forget() {
  runs_->cache.clear();
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (ImFont* font : fonts_) ImFontAtlasFontDiscardBakes(&atlas, font, 0);
}

std::size_t Engine::cached_runs() const {
  return runs_->cache.size();
}

LineMetrics Engine::metrics(const Style& style) {
  ImFontBaked* baked = font(style.face)->GetFontBaked(style.size, density_);
  return {baked->Ascent, -baked->Descent};
}

float Engine::glyphs_width(const Style& style, std::string_view utf8) {
  ImFontBaked* baked = font(style.face)->GetFontBaked(style.size, density_);
  float width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    auto [c, length] = decode(utf8, at);
    width += baked->GetCharAdvance(static_cast<ImWchar>(c));
    at += length;
  }
  return width;
}

float Engine::width(const Style& style, std::string_view utf8) {
  float size_px = style.size * density_;
  if (needs_shaping(utf8))
    return runs_->cache.width({utf8, style.face, size_px, direction_of(utf8, TextDirection::LeftToRight)}) / density_;
  float width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    Piece piece = next_piece(utf8, at);
    std::string_view part = utf8.substr(piece.begin, piece.end - piece.begin);
    width += piece.kind == PieceKind::Glyphs ? glyphs_width(style, part)
                                             : runs_->cache.width({part, style.face, size_px, TextDirection::LeftToRight}) / density_;
    at = piece.end;
  }
  return width;
}

std::size_t Engine::fit(const Style& style, std::string_view utf8, float width_limit) {
  if (!needs_shaping(utf8)) {
    float used = 0;
    for (std::size_t at = 0; at < utf8.size();) {
      std::size_t end = grapheme_end(utf8, at);
      std::string_view part = utf8.substr(at, end - at);
      used += is_cluster(utf8, at, end) ? width(style, part) : glyphs_width(style, part);
      if (used > width_limit) return at;
      at = end;
    }
    return utf8.size();
  }
  if (width(style, utf8) <= width_limit) return utf8.size();
  std::size_t fits = 0, too_long = utf8.size();
  while (true) {
    std::size_t middle = fits + (too_long - fits) / 2;
    std::size_t cut = grapheme_start_before(utf8, middle + 1);
    if (cut <= fits) cut = grapheme_end(utf8, fits);
    if (cut >= too_long) return fits;
    (width(style, utf8.substr(0, cut)) <= width_limit ? fits : too_long) = cut;
  }
}

float Engine::draw(ImDrawList& list, float x, float baseline, const Style& style, std::uint32_t abgr, std::string_view utf8,
                   TextDirection neutral) {
  baseline = std::round(baseline * density_) / density_;
  if (needs_shaping(utf8)) {
    float widest = kWidestRun / density_;  // a longer run would fit into no texture: its beginning is drawn
    if (utf8.size() > kShortText && width(style, utf8) > widest) utf8 = utf8.substr(0, fit(style, utf8, widest));
    return draw_run(list, x, baseline, style, abgr, utf8, direction_of(utf8, neutral));
  }
  float pen = x;
  for (std::size_t at = 0; at < utf8.size();) {
    Piece piece = next_piece(utf8, at);
    std::string_view part = utf8.substr(piece.begin, piece.end - piece.begin);
    pen += piece.kind == PieceKind::Glyphs ? draw_glyphs(list, pen, baseline, style, abgr, part)
                                           : draw_run(list, pen, baseline, style, abgr, part, TextDirection::LeftToRight);
    at = piece.end;
  }
  return pen - x;
}

float Engine::draw_glyphs(ImDrawList& list, float x, float baseline, const Style& style, std::uint32_t abgr, std::string_view utf8) {
  ImFontBaked* baked = font(style.face)->GetFontBaked(style.size, density_);
  // Loading a glyph may move the atlas; so load all, then draw. In haste, what cannot be loaded now leaves a gap for a frame.
  bool complete = true;
  for (std::size_t at = 0; at < utf8.size();) {
    auto [c, length] = decode(utf8, at);
    bool here = baked->IsGlyphLoaded(static_cast<ImWchar>(c)) || runs_->cache.afford(kGlyphCost);
    if (here) (void)baked->FindGlyph(static_cast<ImWchar>(c));
    complete = complete && here;
    at += length;
  }
  float pen = x, top = baseline - baked->Ascent;
  std::uint32_t untinted = 0x00FFFFFFU | static_cast<std::uint32_t>(alpha_of(abgr)) << 24;
  for (std::size_t at = 0; at < utf8.size();) {
    auto [c, length] = decode(utf8, at);
    at += length;
    if (!complete && !baked->IsGlyphLoaded(static_cast<ImWchar>(c))) {
      pen += baked->GetCharAdvance(static_cast<ImWchar>(c));
      continue;
    }
    const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(c));
    float origin = std::round(pen * density_) / density_;
    if (glyph->Visible)
      add_quad(list, origin + glyph->X0, top + glyph->Y0, origin + glyph->X1, top + glyph->Y1, ImVec2(glyph->U0, glyph->V0),
               ImVec2(glyph->U1, glyph->V1), glyph->Colored ? untinted : abgr);
    pen += glyph->AdvanceX;
  }
  return pen - x;
}

float Engine::draw_run(ImDrawList& list, float x, float baseline, const Style& style, std::uint32_t abgr, std::string_view utf8,
                       TextDirection base) {
  std::size_t first_end = grapheme_end(utf8, 0);
  bool emoji_only = first_end == utf8.size() && is_emoji(decode(utf8, 0).code_point);
  const Run* run = runs_->cache.run({utf8, style.face, style.size * density_, base}, to_rgba(abgr) | 0xFFU, emoji_only);
  ImFontAtlasRect rect;
  if (run->rect != -1 && ImGui::GetIO().Fonts->GetCustomRect(run->rect, &rect)) {
    float left = (std::round(x * density_) + std::round(run->left)) / density_, top = baseline - std::round(run->top) / density_;
    std::uint32_t tint = run->coloured ? 0x00FFFFFFU | static_cast<std::uint32_t>(alpha_of(abgr)) << 24 : abgr;
    add_quad(list, left, top, left + run->width / density_, top + run->height / density_, rect.uv0, rect.uv1, tint);
  }
  return run->advance / density_;
}

void Engine::draw_icon(ImDrawList& list, float center_x, float center_y, float size, std::uint32_t abgr, char32_t code_point,
                       bool mirrored) {
  ImFontBaked* baked = font(Face::Icons)->GetFontBaked(size, density_);
  const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(code_point));
  if (!glyph->Visible) return;
  // The icon's square is its advance wide and reaches from descent to ascent.
  float square = baked->Ascent - baked->Descent;
  float left = std::round((center_x - glyph->AdvanceX / 2) * density_) / density_,
        top = std::round((center_y - square / 2) * density_) / density_;
  float from = mirrored ? glyph->AdvanceX - glyph->X1 : glyph->X0, to = mirrored ? glyph->AdvanceX - glyph->X0 : glyph->X1;
  ImVec2 uv0(mirrored ? glyph->U1 : glyph->U0, glyph->V0), uv1(mirrored ? glyph->U0 : glyph->U1, glyph->V1);
  add_quad(list, left + from, top + glyph->Y0, left + to, top + glyph->Y1, uv0, uv1, abgr);
}

}  // namespace pratique::text
