// Text in a box: one line cut with "…" at a grapheme, or wrapped to n lines; start-aligned in the page's direction whatever the
// script, so that every row begins at the same edge. `text` only draws; `label` and `heading` also record a node.
#pragma once

#include <span>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

enum class Align : std::uint8_t { Start, Center, End };
enum class Weight : std::uint8_t { AsType, Regular, SemiBold };

struct Highlight {  // bytes of a match
  std::size_t begin = 0, end = 0;
};

struct TextSpec {
  theme::Type type = theme::Type::Body;
  theme::Color color{};  // none = text.primary
  Weight weight = Weight::AsType;
  Align align = Align::Start;
  int max_lines = 1;                      // more than one wraps
  std::span<const Highlight> highlights;  // one line only
  bool cut_tooltip = false;               // a cut line shows its full text on hover (needs `id`)
  Id id = 0;
};

[[nodiscard]] text::Style text_style(const Ui& ui, theme::Type type, Weight weight = Weight::AsType);
[[nodiscard]] float line_height(const Ui& ui, theme::Type type);
[[nodiscard]] float text_width(Ui& ui, std::string_view text, theme::Type type, Weight weight = Weight::AsType);
// Height that `text` takes when wrapped to `width` (at most max_lines).
[[nodiscard]] float text_height(Ui& ui, std::string_view text, theme::Type type, float width, int max_lines,
                                Weight weight = Weight::AsType);

// Vertically centred on one line; from the top when wrapped. Gives the width of the widest line drawn.
float text(Ui& ui, const Box& box, std::string_view text, const TextSpec& spec = {});
float label(Ui& ui, Id id, const Box& box, std::string_view text, const TextSpec& spec = {});
float heading(Ui& ui, Id id, const Box& box, std::string_view text, int level, const TextSpec& spec);

// Pieces of different weight and colour on one line or wrapped: "**You are offline.** This is the list of 10:42."
struct Span {
  std::string_view text;
  Weight weight = Weight::AsType;
  theme::Color color{};
};
float spans(Ui& ui, const Box& box, std::span<const Span> pieces, const TextSpec& spec = {});
[[nodiscard]] float spans_height(Ui& ui, std::span<const Span> pieces, theme::Type type, float width, int max_lines);

}  // namespace pratique::kit
