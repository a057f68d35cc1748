// Keys as the product speaks of them; widgets and views need no ImGui for it. Plain values; any thread.
#pragma once

#include <cstdint>

namespace pratique::kit {

enum class Key : std::uint8_t {
  Up,
  Down,
  Start,
  End,
  PageUp,
  PageDown,
  Home,
  Last,
  Enter,
  Escape,
  Space,
  Tab,
  Backspace,
  Delete,
  F6,
  Slash,
  Menu,  // Start, End: left and right as read
  A,
  B,
  C,
  D,
  E,
  F,
  G,
  H,
  I,
  J,
  K,
  L,
  M,
  N,
  O,
  P,
  Q,
  R,
  S,
  T,
  U,
  V,
  W,
  X,
  Y,
  Z,
  Digit1,
  Digit2,
  Digit3,
  Digit4,
  Digit5,
};

struct Mods {
  bool shift = false;
  bool command = false;  // Ctrl, or Cmd on a Mac
  bool alt = false;
  bool operator==(const Mods&) const = default;
};

struct Chord {
  Key key;
  Mods mods;
  bool operator==(const Chord&) const = default;
};

// Any key that was pressed: a character that is no letter and no digit, or a chord.
struct KeyPressed {
  Chord chord{};
  char32_t character = 0;
};

inline constexpr Mods kShift{.shift = true};
inline constexpr Mods kCommand{.command = true};
inline constexpr Mods kAlt{.alt = true};

}  // namespace pratique::kit
