// What opens over the page: popups, menus, drop-downs, dialogs. Popups are open by id in kit::Ui (open_popup); a dialog is open as long
// as its view draws it. Esc and a press outside close a popup; a dialog traps the focus and reports the wish to close.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/kit/button.hpp"
#include "ui/kit/function_ref.hpp"
#include "ui/kit/ui.hpp"

namespace pratique::kit {

enum class Placement : std::uint8_t { BelowStart, BelowEnd, AboveStart, AboveEnd };
struct PopupSpec {
  std::string_view name;
  float width = 0;  // 0 = the anchor's
  float height = 0;
  Placement placement = Placement::BelowStart;  // flips where there is no room
  LayerKind kind = LayerKind::Popup;
  a11y::Role role = a11y::Role::Dialog;
};
// Draws `body` when open_popup(id) was called; answers whether it is open.
bool popup(Ui& ui, Id id, const Box& anchor, const PopupSpec& spec, FunctionRef<void(Box)> body);

struct MenuItem {
  Id id = 0;
  std::string_view label;
  theme::Icon icon = theme::Icon::None;
  std::string_view shortcut;
  std::string_view note;  // muted, at the end: "412 in this search"
  bool disabled = false;
  bool separated = false;                       // a line above
  a11y::Toggled checked = a11y::Toggled::None;  // Off and On make it a radio item
};
struct MenuSpec {
  std::string_view name;
  float min_width = 200;
  Placement placement = Placement::BelowStart;
};
// Answers the chosen index, once, and closes.
std::optional<std::size_t> menu(Ui& ui, Id id, const Box& anchor, std::span<const MenuItem> items, const MenuSpec& spec);
void open_menu(Ui& ui, Id id);  // the same as ui.open_popup

struct DropdownSpec {
  ButtonSpec button;  // label = what is chosen now; gets the chevron
  std::string_view name;
  Placement placement = Placement::BelowStart;
};
// A button that opens a menu of radio items.
std::optional<std::size_t> dropdown(Ui& ui, Id id, const Box& box, std::span<const MenuItem> items, const DropdownSpec& spec);
[[nodiscard]] float dropdown_width(Ui& ui, const DropdownSpec& spec);

struct DialogSpec {
  std::string_view title;
  float width = theme::size::dialog::kMd;
  float height = 0;  // of the whole
  bool alert = false;
  std::string_view close_name;  // empty: no cross, and Esc is ignored
};
struct DialogResult {
  bool dismissed = false;  // cross, Esc or the scrim
};
DialogResult dialog(Ui& ui, Id id, const DialogSpec& spec, FunctionRef<void(Box)> body);

}  // namespace pratique::kit
