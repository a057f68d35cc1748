// The undo toast: a ring that empties with the seconds in it, what happened, one action, close. A Status node, so that it is read
// out; it never takes the focus.
#pragma once

#include <optional>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

enum class ToastTone : std::uint8_t { Neutral, Positive, Danger };
struct ToastSpec {
  std::string_view title;
  std::string_view detail;
  std::string_view action;      // "Undo"; empty = none
  std::string_view action_key;  // "Z"
  std::string_view close_name;
  theme::Icon icon = theme::Icon::None;  // instead of the ring
  ToastTone tone = ToastTone::Neutral;
  std::optional<std::int64_t> remaining_ms;  // ring
  std::int64_t window_ms = theme::motion::kUndoWindow;
};
enum class ToastClick : std::uint8_t { None, Action, Close };
// Centred at the foot of `area`, 16 above its bottom, at most 420 wide. Asks for the frames its ring needs.
ToastClick toast(Ui& ui, Id id, const Box& area, const ToastSpec& spec);
inline constexpr float kToastHeight = 56;

}  // namespace pratique::kit
