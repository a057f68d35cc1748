// Buttons. Each draws, takes part in focus and hit-testing, records one Button node and answers whether it was clicked (by pointer,
// Enter, Space or a screen reader). Height and width come from the box; *_width says what the words need.
#pragma once

#include <optional>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

enum class ButtonStyle : std::uint8_t { Filled, Outlined, Ghost, Link, Inverse };  // Link: text only; Inverse: on the toast

struct ButtonSpec {
  std::string_view label;  // drawn; empty = icon only
  std::string_view name;   // accessible name; empty = label
  theme::Icon icon = theme::Icon::None;
  theme::Icon end_icon = theme::Icon::None;  // a chevron, say
  ButtonStyle style = ButtonStyle::Outlined;
  bool disabled = false;
  std::string_view tooltip;   // empty: icon-only buttons show their name
  std::string_view shortcut;  // "R": in the tooltip and for assistive technology
  std::string_view description;
  a11y::Toggled toggled = a11y::Toggled::None;
  std::optional<bool> expanded;  // opens something
  theme::Color tint{};           // icon and label; none = by style
  bool strong = true;            // SemiBold label (Ghost: regular unless set)
  a11y::Role role = a11y::Role::Button;
  // A link out of the application, relative to the portal's root. The browser's own, laid over it, so that it opens as the reader is used
  // to, in a new tab; it is never "clicked" here.
  std::string_view href;
};

bool button(Ui& ui, Id id, const Box& box, const ButtonSpec& spec);
[[nodiscard]] float button_width(Ui& ui, const ButtonSpec& spec);

// Icon only, with the name as tooltip. The drawn square is the box; the target is at least size.target.min.
bool icon_button(Ui& ui, Id id, const Box& box, theme::Icon icon, std::string_view name, std::string_view shortcut = {});

enum class SplitClick : std::uint8_t { None, Main, Menu };
// "Release ▾": two buttons with one outline.
SplitClick split_button(Ui& ui, Id id, const Box& box, const ButtonSpec& main, std::string_view menu_name, bool menu_open);
[[nodiscard]] float split_button_width(Ui& ui, const ButtonSpec& main);
[[nodiscard]] Id split_menu_id(Id split);

// Inline text link, underlined when focused.
bool link(Ui& ui, Id id, const Box& box, std::string_view label, theme::Type type = theme::Type::Small);

}  // namespace pratique::kit
