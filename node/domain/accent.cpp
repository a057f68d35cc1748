#include "node/domain/accent.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <utility>

namespace pratique::domain {
namespace {

constexpr double kReadable = 4.5;  // text
constexpr double kVisible = 3.0;   // edges and fills
constexpr double kStep = 0.02;     // of OKLCH's lightness
constexpr double kChromaStep = 0.004;
constexpr Rgb kWhite{0xFF, 0xFF, 0xFF};
constexpr Rgb kInk{0x06, 0x18, 0x2E};
constexpr Rgb kPanelMuted{0xB4, 0xC6, 0xDA};  // the faintest text of the sign-in panel (web/brand_tokens.css)

constexpr Surfaces kLight{{0xF2, 0xF4, 0xF7}, {0xFF, 0xFF, 0xFF}, {0xF7, 0xF8, 0xFA}, {0xFF, 0xFF, 0xFF}, {0xF0, 0xF3, 0xF7}};
constexpr Surfaces kDark{{0x0D, 0x12, 0x18}, {0x13, 0x1A, 0x22}, {0x0F, 0x15, 0x1C}, {0x1C, 0x25, 0x30}, {0x1A, 0x23, 0x2D}};

struct Lch {
  double lightness = 0, chroma = 0, hue = 0;
};
using Triple = std::array<double, 3>;

double to_linear(std::uint8_t part) {
  const double c = part / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t from_linear(double c) {
  const double shown = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(shown, 0.0, 1.0)));
}

double luminance(Rgb colour) {
  return 0.2126 * to_linear(colour.red) + 0.7152 * to_linear(colour.green) + 0.0722 * to_linear(colour.blue);
}

Lch to_lch(Rgb colour) {
  const double r = to_linear(colour.red), g = to_linear(colour.green), b = to_linear(colour.blue);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const double a_axis = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const double b_axis = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, std::hypot(a_axis, b_axis), std::atan2(b_axis, a_axis)};
}

Triple linear_of(const Lch& lch, double chroma) {
  const double a = chroma * std::cos(lch.hue), b = chroma * std::sin(lch.hue);
  const double l = std::pow(lch.lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(lch.lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(lch.lightness - 0.0894841775 * a - 1.291485548 * b, 3);
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s};
}

// Chroma shrinks until sRGB can show the colour.
Rgb from_lch(const Lch& lch) {
  for (double chroma = lch.chroma;; chroma = std::max(0.0, chroma - kChromaStep)) {
    const Triple linear = linear_of(lch, chroma);
    if (chroma == 0 || std::ranges::all_of(linear, [](double c) { return c > -0.0005 && c < 1.0005; }))
      return {from_linear(linear[0]), from_linear(linear[1]), from_linear(linear[2])};
  }
}

// Moves the lightness by `step` until the colour is good, or black or white is reached.
template <class Good>
Lch until(Lch lch, double step, const Good& good) {
  const auto may_go_on = [step](double lightness) { return step < 0 ? lightness > kStep : lightness < 1 - kStep / 2; };
  while (!good(from_lch(lch)) && may_go_on(lch.lightness)) lch.lightness += step;
  return lch;
}

std::optional<Rgb> text_on(Rgb fill) {
  if (contrast(kWhite, fill) >= kReadable) return kWhite;
  if (contrast(kInk, fill) >= kReadable) return kInk;
  return std::nullopt;
}

}  // namespace

std::optional<Rgb> parse_rgb(std::string_view text) {
  if (text.size() != 7 || text.front() != '#') return std::nullopt;
  std::array<std::uint8_t, 3> parts{};
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return std::nullopt;
    parts[(i - 1) / 2] = static_cast<std::uint8_t>(parts[(i - 1) / 2] * 16 + digit);
  }
  return Rgb{parts[0], parts[1], parts[2]};
}

std::string to_text(Rgb colour) {
  return std::format("#{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue);
}

double contrast(Rgb a, Rgb b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

const Surfaces& surfaces_of(Ground ground) {
  return ground == Ground::Light ? kLight : kDark;
}

api::Accent accent_of(Rgb brand, Ground ground) {
  const Surfaces& on = surfaces_of(ground);
  const bool is_dark = ground == Ground::Dark;
  const double away = is_dark ? kStep : -kStep;
  const double needed = is_dark ? kReadable : kVisible;
  const auto stands_out = [&](Rgb colour) {
    return std::ranges::all_of(std::array{on.app, on.base, on.sunken, on.raised},
                               [&](Rgb ground_colour) { return contrast(colour, ground_colour) >= needed; });
  };
  Lch lch = until(to_lch(brand), away, stands_out);
  lch = until(lch, -kStep, [](Rgb colour) { return text_on(colour).has_value(); });
  const Rgb fill = from_lch(lch);
  const Rgb text = text_on(fill).value_or(kWhite);
  const double off_text = text == kWhite ? -1 : 1;
  const auto shade = [&](double distance) {
    const Lch moved{lch.lightness + off_text * distance, lch.chroma, lch.hue};
    return from_lch(until(moved, off_text * kStep, [&](Rgb colour) { return contrast(text, colour) >= kReadable; }));
  };
  const Rgb soft = from_lch(is_dark ? Lch{0.30, std::min(lch.chroma, 0.06), lch.hue} : Lch{0.945, std::min(lch.chroma, 0.03), lch.hue});
  const auto over = [&](double least) {
    return from_lch(until(lch, away, [&](Rgb colour) {
      return std::ranges::all_of(std::array{on.base, on.app, on.sunken, on.hover, soft},
                                 [&](Rgb ground_colour) { return contrast(colour, ground_colour) >= least; });
    }));
  };
  const Lch deep{0.32, std::min(to_lch(brand).chroma, 0.09), lch.hue};
  const Rgb panel = from_lch(until(deep, -kStep, [](Rgb colour) { return contrast(kPanelMuted, colour) >= kReadable; }));
  return {to_text(fill),           to_text(text), to_text(shade(0.04)), to_text(shade(0.08)), to_text(soft), to_text(over(kReadable)),
          to_text(over(kVisible)), to_text(panel)};
}

}  // namespace pratique::domain
