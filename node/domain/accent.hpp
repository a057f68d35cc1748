// What a brand colour becomes, so that everything drawn with it can be read: the design's rule in OKLCH (Ottosson), and WCAG 2.2's
// contrast (1.4.3, 1.4.11). A colour is corrected, never refused. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/api/brand.hpp"

namespace pratique::domain {

struct Rgb {
  std::uint8_t red = 0, green = 0, blue = 0;
  bool operator==(const Rgb&) const = default;
};

[[nodiscard]] std::optional<Rgb> parse_rgb(std::string_view text);  // "#RRGGBB"
[[nodiscard]] std::string to_text(Rgb colour);
[[nodiscard]] double contrast(Rgb a, Rgb b);  // 1 to 21

enum class Ground : std::uint8_t { Light, Dark };
// The surfaces of the theme that accents lie on (assets/themes/tokens.json; a test compares them).
struct Surfaces {
  Rgb app, base, sunken, raised, hover;
};
[[nodiscard]] const Surfaces& surfaces_of(Ground ground);

[[nodiscard]] api::Accent accent_of(Rgb brand, Ground ground);

}  // namespace pratique::domain
