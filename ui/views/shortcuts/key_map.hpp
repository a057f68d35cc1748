// Every command in one table: keys act by it, the sheet and the settings show it, the palette finds it. KeyMap is that table with the
// reader's own keys (api::Settings::keys) and the words for them. UI thread.
//   Keys as text: "R", "Shift+R", "Ctrl+K", "Delete", "/"; a sequence "G Q"; several of them "Z|Ctrl+Z".
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/api/session.hpp"
#include "ui/kit/keys.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/theme/icons_generated.hpp"

namespace pratique::views {

enum class Command : std::uint8_t {
  Next,
  Previous,
  Open,
  Back,
  NextPane,
  PreviousPane,
  RowMenu,
  Release,
  ReleaseAllow,
  ReleaseTrain,
  Remove,
  RemoveBlock,
  Allow,
  Block,
  ReportSpam,
  Undo,
  ToggleSeen,
  Select,
  Extend,
  SelectAll,
  SelectMatching,
  SelectWave,
  Search,
  Palette,
  ShowTab1,
  ShowTab2,
  ShowTab3,
  ShowTab4,
  ShowTab5,
  Refresh,
  History,
  GoQuarantine,
  GoLog,
  GoReport,
  GoRequests,
  GoLists,
  GoSettings,
  GoHealth,
  Sheet,
  kCount
};
inline constexpr std::size_t kCommands = static_cast<std::size_t>(Command::kCount);

enum class KeyGroup : std::uint8_t { Move, Act, Select, GetAround };
enum class Listens : std::uint8_t {
  Everywhere,
  OnMessages,  // while the quarantine or the log is shown
  List,        // the list hears it itself, with the reader's key
  Fixed,       // the list hears it itself; cannot be changed
};

struct CommandInfo {
  Command command;
  const char* word;  // in Settings::keys
  KeyGroup group;
  strings::Key label;
  theme::Icon icon;
  const char* keys;
  Listens listens = Listens::OnMessages;
};
[[nodiscard]] std::span<const CommandInfo> commands();
[[nodiscard]] const CommandInfo& info_of(Command command);
[[nodiscard]] strings::Key group_label(KeyGroup group);

struct Stroke {  // one press: a chord, or a character whatever key makes it
  kit::Chord chord{};
  char32_t typed = 0;
  bool operator==(const Stroke&) const = default;
};
using Strokes = std::vector<Stroke>;  // more than one: a sequence

// nullopt: not a key this build knows.
[[nodiscard]] std::optional<Strokes> parse_keys(std::string_view one);
[[nodiscard]] std::string to_text(const Stroke& stroke);
// A letter, digit or sign without Ctrl or Alt (WCAG 2.1.4).
[[nodiscard]] bool is_single(const Stroke& stroke);

class KeyMap {
 public:
  // Cheap when nothing changed since the last call. `settings` may be null.
  void follow(const api::Settings* settings, const strings::Catalog& words);
  [[nodiscard]] const std::vector<Strokes>& keys(Command command) const { return keys_[static_cast<std::size_t>(command)]; }
  // "Shift R", in the reader's language, the first of its keys; empty: none. Lives until the next follow().
  [[nodiscard]] std::string_view shown(Command command) const { return shown_[static_cast<std::size_t>(command)]; }
  // All its keys as caps: "Z Ctrl Z".
  [[nodiscard]] std::string caps(const strings::Catalog& words, Command command) const;
  [[nodiscard]] bool single_keys() const { return single_keys_; }
  // Whose key it is already, beside `but`.
  [[nodiscard]] std::optional<Command> owner(const Stroke& stroke, Command but) const;

 private:
  std::map<std::string, std::string> followed_;
  bool single_keys_ = true;
  std::optional<strings::Language> language_;
  std::array<std::vector<Strokes>, kCommands> keys_;
  std::array<std::string, kCommands> shown_;
};

}  // namespace pratique::views
