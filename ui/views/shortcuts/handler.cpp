#include "ui/views/actions.hpp"
#include "ui/views/nav/nav_places.hpp"
#include "ui/views/quarantine/list_view.hpp"
#include "ui/views/quarantine/neighbour.hpp"
#include "ui/views/quarantine/row_menu_view.hpp"
#include "ui/views/quarantine/search_view.hpp"
#include "ui/views/shortcuts/key_map.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr base::MonoTime kSequencePause{1500};  // between "g" and "q"

// Back, close, clear, in this order; the list's last resort is to clear the search.
void back(Frame& frame) {
  if (!frame.state.list.selection.empty()) {
    frame.push(intents::ClearSelection{});
  } else if (frame.state.open.id) {
    frame.push(intents::CloseMessage{});
    frame.ui.focus(list_id());
  } else if (!frame.state.route.query.empty()) {
    search_for(frame, {});
  }
}

void change_pane(Frame& frame, int step) {
  constexpr int kPanes = 3;
  const bool navigation = frame.form != ScreenForm::One;
  int pane = static_cast<int>(frame.view.pane);
  do {
    pane = (pane + step + kPanes) % kPanes;
  } while (static_cast<Pane>(pane) == Pane::Navigation && !navigation);
  frame.view.pane = static_cast<Pane>(pane);
  switch (frame.view.pane) {
    case Pane::Navigation:
      frame.ui.focus(kit::id("nav", std::string_view(kNavPlaces[0].word)));
      return;
    case Pane::List:
      frame.ui.focus(list_id());
      return;
    case Pane::Preview:
      frame.ui.focus(frame.state.open.id ? kit::id("release") : list_id());
      return;
  }
}

void toggle_seen(Frame& frame) {
  MessageIds ids = targets(frame);
  if (ids.empty() && frame.state.list.selection.all) frame.push(intents::MarkSeen{{}, true});
  if (ids.empty()) return;
  const api::MessageSummary* first = find_message(frame.state, ids.front());
  frame.push(intents::MarkSeen{std::move(ids), first == nullptr || !first->seen});
}

// Of the open message, else of the cursor's row.
void select_wave(Frame& frame) {
  const std::optional<api::MessageId>& id = frame.state.open.id ? frame.state.open.id : frame.state.list.cursor;
  const api::MessageSummary* message = id ? find_message(frame.state, *id) : nullptr;
  if (message != nullptr && message->wave.count > 1) frame.push(intents::SelectWave{message->wave.id});
}

void go(Frame& frame) {
  frame.view.go_pressed_at = frame.ui.mono_now();
}

void show_tab(Frame& frame, Command command) {
  if (!frame.state.open.id) return;
  frame.push(intents::ShowTab{static_cast<store::MessageTab>(static_cast<int>(command) - static_cast<int>(Command::ShowTab1))});
}

void carry_out(Frame& frame, Command command) {
  switch (command) {
    case Command::Release:
      release(frame, targets(frame));
      return;
    case Command::Remove:
      remove(frame, targets(frame));
      return;
    case Command::Undo:
      frame.push(intents::UndoNewest{});
      return;
    case Command::ToggleSeen:
      toggle_seen(frame);
      return;
    case Command::ShowTab1:
    case Command::ShowTab2:
    case Command::ShowTab3:
    case Command::ShowTab4:
    case Command::ShowTab5:
      show_tab(frame, command);
      return;
    case Command::Search:
      focus_search(frame);
      return;
    case Command::Sheet:
      frame.view.shortcuts_open = true;
      return;
    case Command::Refresh:
      frame.push(intents::RefreshList{});
      return;
    case Command::Go:
      go(frame);
      return;
    case Command::NextPane:
      change_pane(frame, +1);
      return;
    case Command::PreviousPane:
      change_pane(frame, -1);
      return;
    case Command::RowMenu:
      if (frame.state.list.cursor) open_row_menu(frame, *frame.state.list.cursor);
      return;
    case Command::SelectAll:
      frame.push(intents::SelectAllLoaded{});
      return;
    case Command::SelectMatching:
      frame.push(intents::SelectAllMatching{});
      return;
    case Command::SelectWave:
      select_wave(frame);
      return;
    case Command::Back:
      back(frame);
      return;
    case Command::Move:
    case Command::Open:
    case Command::Select:
    case Command::Extend:
    case Command::GoQuarantine:
      return;  // the list listens for these
  }
}

// "g" waits for its second letter; any other key ends the wait.
bool go_sequence(Frame& frame) {
  if (!frame.view.go_pressed_at) return false;
  if (frame.ui.mono_now() - *frame.view.go_pressed_at > kSequencePause) {
    frame.view.go_pressed_at.reset();
    return false;
  }
  if (!frame.ui.shortcut({kit::Key::Q, {}})) return false;
  frame.view.go_pressed_at.reset();
  go_to(frame, kNavPlaces[0]);
  return true;
}

}  // namespace

void handle_shortcuts(Frame& frame) {
  if (go_sequence(frame)) return;
  for (const Binding& binding : key_map()) {
    if (!binding.listens) continue;
    const bool pressed = binding.typed != 0 ? frame.ui.typed(binding.typed) : frame.ui.shortcut(binding.chord);
    if (pressed) carry_out(frame, binding.command);
  }
  // On a phone-sized window there is no list beside the message for j and k.
  if (frame.form != ScreenForm::One || !frame.state.open.id) return;
  if (frame.ui.shortcut({kit::Key::J, {}})) open_neighbour(frame, +1);
  if (frame.ui.shortcut({kit::Key::K, {}})) open_neighbour(frame, -1);
}

}  // namespace pratique::views
