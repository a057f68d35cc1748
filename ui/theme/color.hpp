// A colour as the drawing code packs it (0xAABBGGRR). Literal values live in tokens_generated.hpp only. Plain value; any thread.
#pragma once

#include <cstdint>

namespace pratique::theme {

struct Color {
  std::uint32_t abgr = 0;
  bool operator==(const Color&) const = default;
  [[nodiscard]] constexpr bool none() const { return abgr == 0; }
  // Same colour, opacity scaled by 0..1.
  [[nodiscard]] constexpr Color faded(float alpha) const {
    auto scaled = static_cast<std::uint32_t>(static_cast<float>(abgr >> 24) * alpha + 0.5F);
    return {(abgr & 0x00FFFFFFU) | (scaled << 24)};
  }
  [[nodiscard]] constexpr std::uint32_t rgba() const {  // 0xRRGGBBAA, as the page's CSS wants it
    return (abgr & 0xFFU) << 24 | (abgr >> 8 & 0xFFU) << 16 | (abgr >> 16 & 0xFFU) << 8 | abgr >> 24;
  }
};

[[nodiscard]] constexpr Color rgb(std::uint32_t rrggbb, float alpha = 1.0F) {
  auto a = static_cast<std::uint32_t>(alpha * 255.0F + 0.5F);
  return {a << 24 | (rrggbb & 0xFFU) << 16 | (rrggbb & 0xFF00U) | rrggbb >> 16};
}

// `amount` 0 = from, 1 = to.
[[nodiscard]] constexpr Color mix(Color from, Color to, float amount) {
  std::uint32_t out = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    auto a = static_cast<float>(from.abgr >> shift & 0xFFU), b = static_cast<float>(to.abgr >> shift & 0xFFU);
    out |= static_cast<std::uint32_t>(a + (b - a) * amount + 0.5F) << shift;
  }
  return {out};
}

}  // namespace pratique::theme
