// Every single-key command in one table: the handler acts by it and the sheet shows it. Constants.
#pragma once

#include <span>
#include <string>

#include "ui/kit/keys.hpp"
#include "ui/strings/catalog.hpp"

namespace pratique::views {

enum class Command : std::uint8_t {
  Release,
  Remove,
  Undo,
  ToggleSeen,
  ShowTab1,
  ShowTab2,
  ShowTab3,
  ShowTab4,
  ShowTab5,
  Search,
  Sheet,
  Refresh,
  Go,
  NextPane,
  PreviousPane,
  RowMenu,
  SelectAll,
  SelectMatching,
  SelectWave,
  Back,
  // In the list, by the list itself: shown only
  Move,
  Open,
  Select,
  Extend,
  GoQuarantine,
};

enum class KeyGroup : std::uint8_t { Move, Act, Select, GetAround };

struct Binding {
  Command command;
  KeyGroup group;
  strings::Key label;
  kit::Chord chord;        // what the handler listens for …
  char32_t typed = 0;      // … or a character, whatever key makes it
  const char* shown = "";  // in the sheet: caps parted by blanks; words of keys in braces: "{Shift} U"
  bool listens = true;     // false: shown only
};

[[nodiscard]] std::span<const Binding> key_map();
[[nodiscard]] strings::Key group_label(KeyGroup group);
// "{Shift} U" → "Shift U" in the reader's language.
[[nodiscard]] std::string shown_keys(const strings::Catalog& words, const Binding& binding);

}  // namespace pratique::views
