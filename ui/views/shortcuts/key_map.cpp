#include "ui/views/shortcuts/key_map.hpp"

#include <array>

namespace pratique::views {
namespace {

using kit::Chord;
using kit::kAlt;
using kit::kCommand;
using kit::kShift;
using strings::Key;
using KitKey = kit::Key;

constexpr std::array kBindings{
    Binding{Command::Move, KeyGroup::Move, Key::KeyNextPrevious, {}, 0, "J K", false},
    Binding{Command::Open, KeyGroup::Move, Key::KeyOpen, {}, 0, "{Enter}", false},
    Binding{Command::Back, KeyGroup::Move, Key::KeyBack, {KitKey::Escape, {}}, 0, "{Escape}"},
    Binding{Command::NextPane, KeyGroup::Move, Key::KeyPanes, {KitKey::F6, {}}, 0, "F6 {Shift} F6"},
    Binding{Command::PreviousPane, KeyGroup::Move, Key::KeyPanes, {KitKey::F6, kShift}, 0, ""},
    Binding{Command::RowMenu, KeyGroup::Move, Key::KeyRowMenu, {KitKey::Enter, kAlt}, 0, "{Alt} {Enter}"},
    Binding{Command::Release, KeyGroup::Act, Key::KeyRelease, {KitKey::R, {}}, 0, "R"},
    Binding{Command::Remove, KeyGroup::Act, Key::KeyRemove, {KitKey::D, {}}, 0, "D {Delete}"},
    Binding{Command::Remove, KeyGroup::Act, Key::KeyRemove, {KitKey::Delete, {}}, 0, ""},
    Binding{Command::Undo, KeyGroup::Act, Key::KeyUndo, {KitKey::Z, {}}, 0, "Z {Control} Z"},
    Binding{Command::Undo, KeyGroup::Act, Key::KeyUndo, {KitKey::Z, kCommand}, 0, ""},
    Binding{Command::ToggleSeen, KeyGroup::Act, Key::KeySeen, {KitKey::U, kShift}, 0, "{Shift} U"},
    Binding{Command::Select, KeyGroup::Select, Key::KeySelect, {}, 0, "X {Space}", false},
    Binding{Command::Extend, KeyGroup::Select, Key::KeyRange, {}, 0, "{Shift} ↑ ↓", false},
    Binding{Command::SelectAll, KeyGroup::Select, Key::KeySelectAll, {KitKey::A, kCommand}, 0, "{Control} A"},
    Binding{Command::SelectMatching, KeyGroup::Select, Key::KeySelectMatching, {}, U'*', "*"},
    Binding{Command::SelectWave, KeyGroup::Select, Key::KeySelectWave, {KitKey::X, kShift}, 0, "{Shift} X"},
    Binding{Command::Search, KeyGroup::GetAround, Key::KeySearch, {}, U'/', "/"},
    Binding{Command::ShowTab1, KeyGroup::GetAround, Key::KeyTabs, {KitKey::Digit1, {}}, 0, "1 2 3 4 5"},
    Binding{Command::ShowTab2, KeyGroup::GetAround, Key::KeyTabs, {KitKey::Digit2, {}}, 0, ""},
    Binding{Command::ShowTab3, KeyGroup::GetAround, Key::KeyTabs, {KitKey::Digit3, {}}, 0, ""},
    Binding{Command::ShowTab4, KeyGroup::GetAround, Key::KeyTabs, {KitKey::Digit4, {}}, 0, ""},
    Binding{Command::ShowTab5, KeyGroup::GetAround, Key::KeyTabs, {KitKey::Digit5, {}}, 0, ""},
    Binding{Command::Refresh, KeyGroup::GetAround, Key::KeyRefresh, {KitKey::U, {}}, 0, "U"},
    Binding{Command::Go, KeyGroup::GetAround, Key::KeyGoQuarantine, {KitKey::G, {}}, 0, "G Q"},
    Binding{Command::Sheet, KeyGroup::GetAround, Key::KeySheet, {}, U'?', "?"},
};

struct KeyWord {
  std::string_view name;
  Key key;
};
constexpr std::array kWords{KeyWord{"Enter", Key::KeyEnter}, KeyWord{"Escape", Key::KeyEscape},   KeyWord{"Space", Key::KeySpace},
                            KeyWord{"Shift", Key::KeyShift}, KeyWord{"Control", Key::KeyControl}, KeyWord{"Delete", Key::KeyDelete},
                            KeyWord{"Alt", Key::KeyAlt}};

}  // namespace

std::span<const Binding> key_map() {
  return kBindings;
}

strings::Key group_label(KeyGroup group) {
  switch (group) {
    case KeyGroup::Move:
      return Key::ShortcutsMove;
    case KeyGroup::Act:
      return Key::ShortcutsAct;
    case KeyGroup::Select:
      return Key::ShortcutsSelect;
    case KeyGroup::GetAround:
      return Key::ShortcutsGo;
  }
  return Key::ShortcutsMove;
}

std::string shown_keys(const strings::Catalog& words, const Binding& binding) {
  std::array<strings::Param, kWords.size()> params{};
  for (std::size_t i = 0; i < kWords.size(); ++i) params[i] = {kWords[i].name, words.text(kWords[i].key)};
  return strings::fill(binding.shown, params.data(), params.size());
}

}  // namespace pratique::views
