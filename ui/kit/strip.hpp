// Horizontal notes: strips across a pane (offline, images off), cards with a note, the empty state, a failure with a way out.
#pragma once

#include <optional>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

enum class StripTone : std::uint8_t { Plain, Info, Warning, Danger };
struct StripSpec {
  StripTone tone = StripTone::Plain;
  theme::Icon icon = theme::Icon::None;
  std::string_view strong;  // SemiBold beginning; may be empty
  std::string_view text;
  std::string_view action;  // link at the end
  std::string_view note;    // SemiBold at the end, when there is no action
  bool announce = false;    // role alert instead of region
  bool card = false;        // rounded
};
// Answers whether the action was clicked.
bool strip(Ui& ui, Id id, const Box& box, const StripSpec& spec);
[[nodiscard]] float strip_height(Ui& ui, const StripSpec& spec, float width);

struct EmptySpec {
  theme::Icon icon = theme::Icon::None;
  bool positive = false;  // green tile: all is well
  std::string_view title;
  std::string_view text;
  std::string_view action;         // filled or outlined button
  std::string_view second_action;  // outlined
  theme::Icon action_icon = theme::Icon::None;
  theme::Icon second_icon = theme::Icon::None;
  bool action_filled = false;
};
enum class EmptyClick : std::uint8_t { None, Action, Second };
EmptyClick empty_state(Ui& ui, Id id, const Box& box, const EmptySpec& spec);

struct FailureSpec {
  std::string_view title;    // "More messages could not be loaded"
  std::string_view text;     // why, one sentence
  std::string_view request;  // "Request 7F3A-91C2"; may be empty
  std::string_view retry;    // "Try again"; empty = no button
  std::string_view copy;     // "Copy details"; empty = no link
};
enum class FailureClick : std::uint8_t { None, Retry, Copy };
FailureClick failure(Ui& ui, Id id, const Box& box, const FailureSpec& spec);
inline constexpr float kFailureHeight = 104;

}  // namespace pratique::kit
