#include "shell/native/pango_rasterizer.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <cmath>

namespace pratique::native {

namespace {

template <class T>
struct Unref {
  void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using GRef = std::unique_ptr<T, Unref<T>>;

[[nodiscard]] std::string utf8_of(char32_t code_point) {
  char buffer[6];
  int length = g_unichar_to_utf8(code_point, buffer);
  return {buffer, static_cast<std::size_t>(length)};
}

// Cairo keeps premultiplied ARGB in machine order; ours is straight RGBA.
void to_straight_rgba(const unsigned char* pixels, int stride, text::Bitmap& bitmap) {
  bitmap.rgba.resize(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height) * 4);
  std::uint8_t* to = bitmap.rgba.data();
  for (int y = 0; y < bitmap.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(pixels + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < bitmap.width; ++x, to += 4) {
      std::uint32_t argb = row[x], alpha = argb >> 24;
      auto straight = [&](unsigned shift) {
        return alpha == 0 ? std::uint8_t{0}
                          : static_cast<std::uint8_t>(std::min(((argb >> shift & 0xFFU) * 255 + alpha / 2) / alpha, 255U));
      };
      to[0] = straight(16), to[1] = straight(8), to[2] = straight(0), to[3] = static_cast<std::uint8_t>(alpha);
    }
  }
}

// Anything that is not the text's own colour came from a colour font.
[[nodiscard]] bool has_other_colour(const text::Bitmap& bitmap, std::uint32_t text_rgba) {
  for (std::size_t i = 0; i + 3 < bitmap.rgba.size(); i += 4) {
    if (bitmap.rgba[i + 3] < 64) continue;  // at low alpha the straight colour is rounding
    for (unsigned channel = 0; channel < 3; ++channel) {
      auto want = static_cast<int>(text_rgba >> (24 - 8 * channel) & 0xFFU);
      if (std::abs(static_cast<int>(bitmap.rgba[i + channel]) - want) > 8) return true;
    }
  }
  return false;
}

}  // namespace

struct PangoRasterizer::Pango {
  GRef<PangoFontMap> map{nullptr};
  GRef<PangoContext> context{nullptr};

  [[nodiscard]] static PangoFontDescription* description(text::Face face, float size_px) {
    // No emoji font here: it has digits and blanks, too, and Pango would take them from it. It is found for emoji all the same.
    const char* family = face == text::Face::Mono    ? "JetBrains Mono Pratique, Noto Sans Mono, Noto Sans"
                         : face == text::Face::Icons ? "Pratique Icons"
                                                     : "Inter Pratique, Inter Pratique More, Noto Sans, Noto Sans CJK JP";
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, family);
    pango_font_description_set_weight(font, face == text::Face::SemiBold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, static_cast<double>(size_px) * PANGO_SCALE);
    return font;
  }

  [[nodiscard]] GRef<PangoLayout> layout(text::Face face, float size_px, text::TextDirection base, std::string_view utf8) const {
    pango_context_set_base_dir(context.get(), base == text::TextDirection::RightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    GRef<PangoLayout> made(pango_layout_new(context.get()));
    PangoFontDescription* font = description(face, size_px);
    pango_layout_set_font_description(made.get(), font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(made.get(), FALSE);
    pango_layout_set_single_paragraph_mode(made.get(), TRUE);
    pango_layout_set_text(made.get(), utf8.data(), static_cast<int>(utf8.size()));
    return made;
  }

  [[nodiscard]] static text::Bitmap draw(PangoLayout* layout, std::uint32_t text_rgba) {
    PangoRectangle ink, logical;
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout, 0);
    pango_layout_line_get_extents(line, &ink, &logical);  // relative to the baseline's start
    text::Bitmap bitmap;
    bitmap.advance = static_cast<float>(logical.width) / PANGO_SCALE;
    if (ink.width <= 0 || ink.height <= 0) return bitmap;
    int left = PANGO_PIXELS_FLOOR(ink.x) - 1, top = PANGO_PIXELS_FLOOR(ink.y) - 1;
    bitmap.width = PANGO_PIXELS_CEIL(ink.x + ink.width) + 1 - left;
    bitmap.height = PANGO_PIXELS_CEIL(ink.y + ink.height) + 1 - top;
    if (bitmap.width > 16000 || bitmap.height > 4000) return {.advance = bitmap.advance};
    bitmap.left = static_cast<float>(left), bitmap.top = static_cast<float>(-top);
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, bitmap.width, bitmap.height);
    cairo_t* cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, (text_rgba >> 24) / 255.0, (text_rgba >> 16 & 0xFFU) / 255.0, (text_rgba >> 8 & 0xFFU) / 255.0);
    cairo_move_to(cairo, -left, -top);
    pango_cairo_show_layout_line(cairo, line);
    cairo_surface_flush(surface);
    to_straight_rgba(cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface), bitmap);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    bitmap.coloured = has_other_colour(bitmap, text_rgba);
    return bitmap;
  }
};

PangoRasterizer::PangoRasterizer(const std::string& font_folder) : pango_(std::make_unique<Pango>()) {
  FcConfig* config = FcInitLoadConfigAndFonts();
  for (const char* name : {"inter-regular.ttf", "inter-semibold.ttf", "inter-regular-more.ttf", "inter-semibold-more.ttf", "jetbrains-mono.ttf", "icons.ttf"})
    FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>((font_folder + "/" + name).c_str()));
  pango_->map.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(pango_->map.get()), config);
  FcConfigDestroy(config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(pango_->map.get()), 96);
  pango_->context.reset(pango_font_map_create_context(pango_->map.get()));
  pango_context_set_round_glyph_positions(pango_->context.get(), FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_->context.get(), options);
  cairo_font_options_destroy(options);
}

PangoRasterizer::~PangoRasterizer() = default;

text::FaceMetrics PangoRasterizer::metrics(text::Face face, float size_px) {
  if (face == text::Face::Icons) return {size_px, 0};  // as in the font's own header; Pango would measure a fallback's letters
  PangoFontDescription* font = Pango::description(face, size_px);
  PangoFontMetrics* metrics = pango_context_get_metrics(pango_->context.get(), font, pango_language_from_string("en"));
  text::FaceMetrics out{static_cast<float>(pango_font_metrics_get_ascent(metrics)) / PANGO_SCALE,
                        static_cast<float>(pango_font_metrics_get_descent(metrics)) / PANGO_SCALE};
  pango_font_metrics_unref(metrics);
  pango_font_description_free(font);
  return out;
}

float PangoRasterizer::glyph_advance(text::Face face, float size_px, char32_t code_point) {
  return run_width(face, size_px, text::TextDirection::LeftToRight, utf8_of(code_point));
}

text::Bitmap PangoRasterizer::glyph(text::Face face, float size_px, char32_t code_point) {
  return run(face, size_px, text::TextDirection::LeftToRight, utf8_of(code_point), 0xFFFFFFFF);
}

float PangoRasterizer::run_width(text::Face face, float size_px, text::TextDirection base, std::string_view utf8) {
  auto layout = pango_->layout(face, size_px, base, utf8);
  PangoRectangle logical;
  pango_layout_line_get_extents(pango_layout_get_line_readonly(layout.get(), 0), nullptr, &logical);
  return static_cast<float>(logical.width) / PANGO_SCALE;
}

text::Bitmap PangoRasterizer::run(text::Face face, float size_px, text::TextDirection base, std::string_view utf8,
                                  std::uint32_t text_rgba) {
  return Pango::draw(pango_->layout(face, size_px, base, utf8).get(), text_rgba);
}

}  // namespace pratique::native
