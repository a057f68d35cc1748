// Which ImGuiKey a key press means: by letter, so that R is R on AZERTY and Dvorak; by position where the layout has no
// Latin letters (Cyrillic, Greek, Hebrew: the key where R is printed on a US keyboard). Names are KeyboardEvent.key and .code;
// SDL's names of the same keys are understood too. Pure; any thread.
#pragma once

#include <imgui.h>

#include <string_view>

namespace pratique::shell {

struct KeyPress {
  std::string_view key;   // what it types or is called: "r", "?", "Enter", "ArrowDown"
  std::string_view code;  // where it is: "KeyR", "Slash"
  bool down = false;
  bool control = false, shift = false, alt = false, command = false;
};

[[nodiscard]] ImGuiKey key_of(std::string_view key, std::string_view code);

// Modifiers, the key, and for a printable key pressed without Ctrl, Alt or Command also the character it types.
void add_key(ImGuiIO& io, const KeyPress& press);

}  // namespace pratique::shell
