#include "ui/views/shortcuts/key_map.hpp"

#include <algorithm>

namespace pratique::views {
namespace {

using kit::Chord;
using strings::Key;
using theme::Icon;
using KitKey = kit::Key;
using enum KeyGroup;

// In the order of Command.
constexpr CommandInfo kTable[] = {
    {Command::Next, "next", Move, Key::Down, Icon::Down, "J", Listens::List},
    {Command::Previous, "previous", Move, Key::Up, Icon::Up, "K", Listens::List},
    {Command::Open, "open", Move, Key::KeyOpen, Icon::Open, "Enter", Listens::Fixed},
    {Command::Back, "back", Move, Key::KeyBack, Icon::Back, "Escape", Listens::Everywhere},
    {Command::NextPane, "next_pane", Move, Key::KeyNextPane, Icon::None, "F6", Listens::Everywhere},
    {Command::PreviousPane, "previous_pane", Move, Key::KeyPreviousPane, Icon::None, "Shift+F6", Listens::Everywhere},
    {Command::RowMenu, "row_menu", Move, Key::KeyRowMenu, Icon::More, "Alt+Enter"},
    {Command::Release, "release", Act, Key::Release, Icon::Release, "R"},
    {Command::ReleaseAllow, "release_allow", Act, Key::ReleaseAllow, Icon::Allow, "Shift+R"},
    {Command::ReleaseTrain, "release_train", Act, Key::ReleaseTrain, Icon::Train, "Shift+N"},
    {Command::Remove, "remove", Act, Key::Remove, Icon::Remove, "D|Delete"},
    {Command::RemoveBlock, "remove_block", Act, Key::RemoveBlock, Icon::Block, "Shift+D"},
    {Command::Allow, "allow", Act, Key::AllowSender, Icon::Allow, "A"},
    {Command::Block, "block", Act, Key::BlockSender, Icon::Block, "B"},
    {Command::ReportSpam, "report_spam", Act, Key::ReportSpam, Icon::Spam, "!"},
    {Command::Undo, "undo", Act, Key::KeyUndo, Icon::Undo, "Z|Ctrl+Z", Listens::Everywhere},
    {Command::ToggleSeen, "seen", Act, Key::KeySeen, Icon::Eye, "Shift+U"},
    {Command::Select, "select", KeyGroup::Select, Key::KeySelect, Icon::Check, "X", Listens::List},
    {Command::Extend, "extend", KeyGroup::Select, Key::KeyRange, Icon::None, "Shift+Down", Listens::Fixed},
    {Command::SelectAll, "select_all", KeyGroup::Select, Key::KeySelectAll, Icon::Check, "Ctrl+A"},
    {Command::SelectMatching, "select_matching", KeyGroup::Select, Key::KeySelectMatching, Icon::Check, "*"},
    {Command::SelectWave, "select_wave", KeyGroup::Select, Key::KeySelectWave, Icon::Layers, "Shift+X"},
    {Command::Search, "search", GetAround, Key::KeySearch, Icon::Search, "/", Listens::Everywhere},
    {Command::Palette, "palette", GetAround, Key::PaletteTitle, Icon::Command, "Ctrl+K", Listens::Everywhere},
    {Command::ShowTab1, "tab_1", GetAround, Key::TabMessage, Icon::Text, "1"},
    {Command::ShowTab2, "tab_2", GetAround, Key::TabWhy, Icon::Gauge, "2"},
    {Command::ShowTab3, "tab_3", GetAround, Key::TabHeaders, Icon::Route, "3"},
    {Command::ShowTab4, "tab_4", GetAround, Key::TabSource, Icon::Html, "4"},
    {Command::ShowTab5, "tab_5", GetAround, Key::TabParts, Icon::Clip, "5"},
    {Command::Refresh, "refresh", GetAround, Key::Refresh, Icon::Refresh, "U", Listens::Everywhere},
    {Command::History, "history", GetAround, Key::History, Icon::History, "H", Listens::Everywhere},
    {Command::GoQuarantine, "go_quarantine", GetAround, Key::Quarantine, Icon::Quarantine, "G Q", Listens::Everywhere},
    {Command::GoLog, "go_log", GetAround, Key::DeliveryLog, Icon::Log, "G L", Listens::Everywhere},
    {Command::GoReport, "go_report", GetAround, Key::ReportPlace, Icon::Report, "G R", Listens::Everywhere},
    {Command::GoRequests, "go_requests", GetAround, Key::Requests, Icon::Send, "G E", Listens::Everywhere},
    {Command::GoLists, "go_lists", GetAround, Key::AllowAndBlock, Icon::Lists, "G A", Listens::Everywhere},
    {Command::GoSettings, "go_settings", GetAround, Key::Settings, Icon::Settings, "G S", Listens::Everywhere},
    {Command::GoHealth, "go_health", GetAround, Key::Health, Icon::Gauge, "G H", Listens::Everywhere},
    {Command::Sheet, "shortcuts", GetAround, Key::KeySheet, Icon::Keyboard, "?", Listens::Everywhere},
};
static_assert(std::size(kTable) == kCommands);

struct Named {
  std::string_view name;
  KitKey key;
  Key word;  // what the cap says; ProductName: the name itself
};
constexpr Named kNamed[] = {
    {"Enter", KitKey::Enter, Key::KeyEnter},    {"Escape", KitKey::Escape, Key::KeyEscape}, {"Space", KitKey::Space, Key::KeySpace},
    {"Delete", KitKey::Delete, Key::KeyDelete}, {"F6", KitKey::F6, Key::ProductName},       {"Down", KitKey::Down, Key::ProductName},
    {"Up", KitKey::Up, Key::ProductName},
};

// Cuts a modifier off the front.
bool take(std::string_view& text, std::string_view modifier) {
  if (text.size() <= modifier.size() || !text.starts_with(modifier)) return false;
  text.remove_prefix(modifier.size());
  return true;
}

std::optional<Stroke> parse_stroke(std::string_view text) {
  Stroke stroke;
  stroke.chord.mods = {.command = take(text, "Ctrl+"), .alt = false};
  stroke.chord.mods.alt = take(text, "Alt+");
  stroke.chord.mods.shift = take(text, "Shift+");
  for (const Named& named : kNamed) {
    if (named.name == text) return stroke.chord.key = named.key, stroke;
  }
  if (text.size() != 1 || text[0] <= ' ' || text[0] > '~') return std::nullopt;
  const char c = text[0];
  if (c >= 'A' && c <= 'Z') {
    stroke.chord.key = static_cast<KitKey>(static_cast<int>(KitKey::A) + (c - 'A'));
  } else if (c >= '1' && c <= '5') {
    stroke.chord.key = static_cast<KitKey>(static_cast<int>(KitKey::Digit1) + (c - '1'));
  } else if (c >= 'a' && c <= 'z') {
    return std::nullopt;
  } else {
    stroke = Stroke{.typed = static_cast<char32_t>(c)};
  }
  return stroke;
}

std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view head = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return head;
}

std::vector<Strokes> parse_alternatives(std::string_view text) {
  std::vector<Strokes> all;
  while (!text.empty()) {
    if (auto one = parse_keys(take_until(text, '|'))) all.push_back(*std::move(one));
  }
  return all;
}

void append_caps(const strings::Catalog& words, const Strokes& strokes, std::string& out) {
  const auto cap = [&](std::string_view word) { out.append(out.empty() ? "" : " ").append(word); };
  for (const Stroke& stroke : strokes) {
    const kit::Mods& mods = stroke.chord.mods;
    if (mods.command) cap(words.text(Key::KeyControl));
    if (mods.alt) cap(words.text(Key::KeyAlt));
    if (mods.shift) cap(words.text(Key::KeyShift));
    const std::string text = to_text({{stroke.chord.key, {}}, stroke.typed});
    const auto* named = std::ranges::find(kNamed, text, &Named::name);
    if (named == std::end(kNamed) || named->word == Key::ProductName) {
      cap(text == "Down" ? "↓" : text == "Up" ? "↑" : text);
    } else {
      cap(words.text(named->word));
    }
  }
}

}  // namespace

std::span<const CommandInfo> commands() {
  return kTable;
}

const CommandInfo& info_of(Command command) {
  return kTable[static_cast<std::size_t>(command)];
}

strings::Key group_label(KeyGroup group) {
  constexpr Key kLabels[] = {Key::ShortcutsMove, Key::ShortcutsAct, Key::ShortcutsSelect, Key::ShortcutsGo};
  return kLabels[static_cast<std::size_t>(group)];
}

std::optional<Strokes> parse_keys(std::string_view one) {
  Strokes strokes;
  while (!one.empty()) {
    const auto stroke = parse_stroke(take_until(one, ' '));
    if (!stroke) return std::nullopt;
    strokes.push_back(*stroke);
  }
  return strokes.empty() ? std::nullopt : std::optional(std::move(strokes));
}

std::string to_text(const Stroke& stroke) {
  std::string text;
  if (stroke.typed != 0) return text.append(1, static_cast<char>(stroke.typed));
  if (stroke.chord.mods.command) text += "Ctrl+";
  if (stroke.chord.mods.alt) text += "Alt+";
  if (stroke.chord.mods.shift) text += "Shift+";
  const KitKey key = stroke.chord.key;
  if (key >= KitKey::A && key <= KitKey::Z)
    return text.append(1, static_cast<char>('A' + static_cast<int>(key) - static_cast<int>(KitKey::A)));
  if (key >= KitKey::Digit1) return text.append(1, static_cast<char>('1' + static_cast<int>(key) - static_cast<int>(KitKey::Digit1)));
  const auto* named = std::ranges::find(kNamed, key, &Named::key);
  return named == std::end(kNamed) ? std::string() : text.append(named->name);
}

bool is_single(const Stroke& stroke) {
  if (stroke.typed != 0) return true;
  return stroke.chord.key >= KitKey::A && !stroke.chord.mods.command && !stroke.chord.mods.alt;
}

void KeyMap::follow(const api::Settings* settings, const strings::Catalog& words) {
  const std::map<std::string, std::string> none;
  const auto& wanted = settings != nullptr ? settings->keys : none;
  const bool single = settings == nullptr || settings->single_keys != "off";
  if (language_ == words.language() && single == single_keys_ && wanted == followed_) return;
  followed_ = wanted;
  single_keys_ = single;
  language_ = words.language();
  for (const CommandInfo& info : kTable) {
    const auto own = info.listens == Listens::Fixed ? wanted.end() : wanted.find(info.word);
    auto& keys = keys_[static_cast<std::size_t>(info.command)];
    keys = parse_alternatives(own == wanted.end() ? std::string_view(info.keys) : std::string_view(own->second));
    if (!single) std::erase_if(keys, [](const Strokes& strokes) { return is_single(strokes.front()); });
    std::string& shown = shown_[static_cast<std::size_t>(info.command)];
    shown.clear();
    if (!keys.empty()) append_caps(words, keys.front(), shown);
  }
}

std::string KeyMap::caps(const strings::Catalog& words, Command command) const {
  std::string out;
  for (const Strokes& strokes : keys(command)) append_caps(words, strokes, out);
  return out;
}

std::optional<Command> KeyMap::owner(const Stroke& stroke, Command but) const {
  for (const CommandInfo& info : kTable) {
    if (info.command == but) continue;
    for (const Strokes& strokes : keys(info.command)) {
      if (strokes.front() == stroke) return info.command;
    }
  }
  return std::nullopt;
}

}  // namespace pratique::views
