// Design tokens as the kit asks for them: the palette of the reader's theme, type styles, row heights. The values come from
// assets/themes/tokens.json through tokens_generated.hpp. Constants; any thread.
#pragma once

#include "client/store/app_state.hpp"
#include "ui/theme/icons_generated.hpp"
#include "ui/theme/tokens_generated.hpp"

namespace pratique::theme {

// System resolves to contrast, dark or light by what the platform asked for.
[[nodiscard]] constexpr store::Theme resolve(const store::Look& look) {
  if (look.theme != store::Theme::System) return look.theme;
  if (look.system_wants_contrast) return store::Theme::Contrast;
  return look.system_is_dark ? store::Theme::Dark : store::Theme::Light;
}

[[nodiscard]] constexpr Palette branded(Palette palette, const std::optional<store::BrandAccent>& accent) {
  if (!accent) return palette;
  palette.accent = {rgb(accent->fill), rgb(accent->hover), rgb(accent->pressed), rgb(accent->on), rgb(accent->soft), rgb(accent->soft_on)};
  palette.text.link = palette.accent.soft_on;
  palette.surface.selected = palette.accent.soft;
  palette.line.selection = palette.chart.held = palette.accent.fill;
  palette.focus = rgb(accent->focus);
  return palette;
}

// High contrast is the reader's need: no brand changes it.
[[nodiscard]] constexpr Palette palette(const store::Look& look) {
  switch (resolve(look)) {
    case store::Theme::Dark:
      return branded(kDark, look.brand.dark);
    case store::Theme::Contrast:
      return kContrast;
    default:
      return branded(kLight, look.brand.light);
  }
}

[[nodiscard]] constexpr const TypeStyle& type_style(Type type) {
  return kTypeScale[static_cast<std::size_t>(type)];
}

[[nodiscard]] constexpr float row_height(store::Density density) {
  switch (density) {
    case store::Density::Line:
      return size::row::kLine;
    case store::Density::Compact:
      return size::row::kCompact;
    case store::Density::Touch:
      return size::row::kTouch;
    default:
      return size::row::kComfortable;
  }
}

}  // namespace pratique::theme
