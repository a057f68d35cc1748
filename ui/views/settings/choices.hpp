// The settings that are a choice among a few, as one table: the settings page draws it, the palette finds it. Constants but for what the
// reader chose; UI thread.
#pragma once

#include <span>
#include <string>

#include "ui/views/frame.hpp"

namespace pratique::views {

struct SettingsOption {
  const char* word;  // on the wire
  Key label;         // with ProductName: a number of seconds, `word`
};
enum class SettingsSection : std::uint8_t { Reading, Look, Language, Keyboard };
struct SettingsChoice {
  SettingsSection section;
  Key label;
  std::string api::Settings::* field;  // null: undo_window_secs
  std::span<const SettingsOption> options;
  std::size_t initial = 0;  // what an empty setting means
};

[[nodiscard]] std::span<const SettingsChoice> settings_choices();
[[nodiscard]] std::string option_text(const Frame& frame, const SettingsChoice& choice, std::size_t option);
[[nodiscard]] std::size_t chosen_option(const Frame& frame, const SettingsChoice& choice);
void choose_option(Frame& frame, const SettingsChoice& choice, std::size_t option);

[[nodiscard]] const api::Settings* settings_of(const store::AppState& state);  // null until it is known who is signed in

}  // namespace pratique::views
