// Score meters, scale 0-20: green below the limit, amber to twice the limit, red beyond; a tick marks the limit. And plain bars.
// The row meter only draws; the wide one records a Progressbar node.
#pragma once

#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

inline constexpr double kMeterScale = 20;

[[nodiscard]] theme::Color score_color(const Ui& ui, double score, double limit);
void score_meter(Ui& ui, const Box& box, double score, double limit);  // 4 px, centred vertically, as wide as the box

struct WideMeterSpec {
  double score = 0;
  double limit = 0;
  std::string_view name;         // accessible
  std::string_view value;        // accessible: "14.2 of 6.0"
  std::string_view limit_label;  // "Limit 6.0", over the tick
  std::string_view score_label;  // "This mail 14.2", over the knob
  std::string_view low_label;    // "0 wanted"
  std::string_view high_label;   // "20 certain spam"
};
inline constexpr float kWideMeterHeight = 52;
void wide_meter(Ui& ui, Id id, const Box& box, const WideMeterSpec& spec);

void plain_bar(Ui& ui, const Box& box, float fraction, theme::Color color);  // on meter.track, pill
// From a zero line at `zero` (0..1 of the width); negative grows towards the start.
void signed_bar(Ui& ui, const Box& box, float zero, float from_zero, theme::Color color);

struct ProgressSpec {
  std::string_view name;
  float fraction = -1;  // below 0: unknown, a moving piece
};
void progress_line(Ui& ui, Id id, const Box& box, const ProgressSpec& spec);  // 2 px accent at the top of the box

}  // namespace pratique::kit
