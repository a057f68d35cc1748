#include "shell/key_map.hpp"

#include <optional>
#include <string>

namespace pratique::shell {
namespace {

struct Named {
  std::string_view name;
  ImGuiKey key;
};

constexpr Named kNamed[] = {
    {"Enter", ImGuiKey_Enter},
    {"Return", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"Tab", ImGuiKey_Tab},
    {"Backspace", ImGuiKey_Backspace},
    {"Delete", ImGuiKey_Delete},
    {"Insert", ImGuiKey_Insert},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"Up", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"Down", ImGuiKey_DownArrow},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"Left", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"Right", ImGuiKey_RightArrow},
    {" ", ImGuiKey_Space},
    {"Space", ImGuiKey_Space},
    {"ContextMenu", ImGuiKey_Menu},
    {"/", ImGuiKey_Slash},
    {"?", ImGuiKey_Slash},
    {",", ImGuiKey_Comma},
    {".", ImGuiKey_Period},
    {";", ImGuiKey_Semicolon},
    {"-", ImGuiKey_Minus},
    {"=", ImGuiKey_Equal},
    {"[", ImGuiKey_LeftBracket},
    {"]", ImGuiKey_RightBracket},
    {"'", ImGuiKey_Apostrophe},
    {"`", ImGuiKey_GraveAccent},
    {"\\", ImGuiKey_Backslash},
};

std::optional<ImGuiKey> letter_or_digit(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'a'));
  if (c >= 'A' && c <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'A'));
  if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
  return std::nullopt;
}

std::optional<ImGuiKey> function_key(std::string_view name) {
  if (name.size() < 2 || name.size() > 3 || name[0] != 'F') return std::nullopt;
  int number = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  if (number < 1 || number > 12) return std::nullopt;
  return static_cast<ImGuiKey>(ImGuiKey_F1 + (number - 1));
}

// "KeyR" and "Digit7": positions of a US keyboard.
std::optional<ImGuiKey> position(std::string_view code) {
  if (code.size() == 4 && code.starts_with("Key")) return letter_or_digit(code[3]);
  if (code.size() == 6 && code.starts_with("Digit")) return letter_or_digit(code[5]);
  if (code.size() == 1) return letter_or_digit(code[0]);
  return std::nullopt;
}

}  // namespace

ImGuiKey key_of(std::string_view key, std::string_view code) {
  if (key.size() == 1)
    if (const auto found = letter_or_digit(key[0])) return *found;
  for (const auto& named : kNamed)
    if (named.name == key) return named.key;
  if (const auto found = function_key(key)) return *found;
  // A letter of another script: what is printed there on a US keyboard. A Latin letter with an accent (é) is itself, not a command.
  const bool ascii_symbol = key.size() == 1;
  const bool latin_letter = key.size() == 2 && (static_cast<unsigned char>(key[0]) == 0xC2 || static_cast<unsigned char>(key[0]) == 0xC3);
  if (!ascii_symbol && !latin_letter && !key.empty() && static_cast<unsigned char>(key[0]) >= 0x80)
    if (const auto found = position(code)) return *found;
  return ImGuiKey_None;
}

void add_key(ImGuiIO& io, const KeyPress& press) {
  io.AddKeyEvent(ImGuiMod_Ctrl, press.control);
  io.AddKeyEvent(ImGuiMod_Shift, press.shift);
  io.AddKeyEvent(ImGuiMod_Alt, press.alt);
  io.AddKeyEvent(ImGuiMod_Super, press.command);
  const auto key = key_of(press.key, press.code);
  if (key != ImGuiKey_None) io.AddKeyEvent(key, press.down);
  const bool one_character = press.key.size() == 1 && press.key[0] > 0x20;
  if (press.down && one_character && !press.control && !press.alt && !press.command)
    io.AddInputCharacter(static_cast<unsigned>(press.key[0]));
}

}  // namespace pratique::shell
