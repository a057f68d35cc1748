// What a screen reader, a keyboard and an end-to-end test know of a widget (WAI-ARIA 1.2). Each kit widget records one Node
// a frame, in reading order; web/a11y_mirror turns the differences into DOM; focus, click and set-value come back as Actions.
// Plain values; UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "client/base/geometry.hpp"

namespace pratique::a11y {

using NodeId = std::uint64_t;  // stable over frames: a hash of strong ids, never of row numbers or visible text; 0 = none

enum class Role : std::uint8_t {
  Button,
  Checkbox,
  Link,
  Tab,
  TabList,
  TabPanel,
  Listbox,
  Option,
  Menu,
  MenuItem,
  MenuItemRadio,
  SearchBox,
  TextBox,
  Dialog,
  AlertDialog,
  Toolbar,
  Navigation,
  Main,
  Region,
  Banner,
  Heading,
  Text,
  Status,
  Alert,
  Separator,
  Slider,
  Img,
  Progressbar,
  Group,
  Table,
  Row,
  Cell,
  ColumnHeader,
  Radio,
  RadioGroup,
  Switch,
  Tree,
  TreeItem,
};

enum class Toggled : std::uint8_t { None, Off, On, Mixed };

struct Node {
  NodeId id = 0;
  NodeId parent = 0;  // 0 = the page
  Role role = Role::Text;
  std::string name;                 // accessible name
  std::string description;          // aria-description: what the name leaves out
  std::string value;                // of fields, sliders, progress
  base::Rect rect;                  // where it is drawn; zero-sized while clipped away
  Toggled toggled = Toggled::None;  // aria-checked / aria-pressed
  std::optional<bool> expanded;     // aria-expanded
  bool selected = false;            // aria-selected (options, tabs, rows), aria-current (links)
  bool disabled = false;
  bool focusable = false;     // a tab stop
  bool focus_target = false;  // reachable by focus but not a tab stop: options in a list, tabs beside the active one
  int level = 0;              // headings, tree items
  std::int64_t set_size = 0;  // aria-setsize of the whole list, also of rows not drawn
  std::int64_t position = 0;  // aria-posinset, from 1
  std::string shortcut;       // aria-keyshortcuts: "R", "Shift+R"
  std::string href;           // a link out of the application, relative to the portal's root: the browser opens it in a new tab
  bool lines = false;         // a text box of several lines
  bool operator==(const Node&) const = default;
};

struct Focus {
  NodeId id;
};
struct Click {
  NodeId id;
};
struct SetValue {
  NodeId id;
  std::string text;
};
struct Scroll {
  NodeId id;
  int step;
};  // +1 page down, -1 page up, in a list
using Action = std::variant<Focus, Click, SetValue, Scroll>;

}  // namespace pratique::a11y
