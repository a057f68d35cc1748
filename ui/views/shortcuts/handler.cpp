#include <algorithm>

#include "ui/views/actions.hpp"
#include "ui/views/health/health_view.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/lists/lists_view.hpp"
#include "ui/views/nav/nav_places.hpp"
#include "ui/views/palette/palette_view.hpp"
#include "ui/views/quarantine/list_view.hpp"
#include "ui/views/quarantine/row_menu_view.hpp"
#include "ui/views/quarantine/search_view.hpp"
#include "ui/views/settings/settings_view.hpp"
#include "ui/views/shortcuts/key_map.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr base::MonoTime kSequencePause{1500};  // between "g" and "q"

bool on_messages(const Frame& frame) {
  return store::lists_messages(frame.state.route.place);
}

bool in_log(const Frame& frame) {
  return frame.state.route.place == store::Place::Log;
}

// The log's rows are not selected, have no tabs, and most of them are no longer there to be acted on.
bool suits_log(const Frame& frame, Command command) {
  switch (command) {
    case Command::Release:
    case Command::ReleaseAllow:
    case Command::ReleaseTrain:
    case Command::Remove:
    case Command::RemoveBlock: {
      const MessageIds ids = targets(frame);
      const api::MessageSummary* message = ids.empty() ? nullptr : find_message(frame.state, ids.front());
      return message != nullptr && message->status == api::Status::Quarantined;
    }
    case Command::ReportSpam: {
      const api::MessageDetail* detail = frame.state.open.detail.value();
      return detail != nullptr && detail->has_source;
    }
    case Command::ToggleSeen:
    case Command::RowMenu:
    case Command::ShowTab1:
    case Command::ShowTab2:
    case Command::ShowTab3:
    case Command::ShowTab4:
    case Command::ShowTab5:
      return false;
    default:
      return info_of(command).group != KeyGroup::Select;
  }
}

// Back, close, clear, in this order; the list's last resort is to clear the search.
void back(Frame& frame) {
  if (frame.state.lists.form) {
    frame.push(intents::CloseListForm{});
  } else if (frame.state.route.own_reports) {
    store::Route route;
    route.place = store::Place::Report;
    frame.push(intents::Navigate{std::move(route)});
  } else if (!on_messages(frame)) {
    if (!frame.view.lists.selected.empty()) frame.view.lists.selected.clear();
  } else if (!frame.state.list.selection.empty()) {
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
      frame.ui.focus(on_messages(frame) ? list_id() : lists_id());
      return;
    case Pane::Preview:
      frame.ui.focus(!frame.state.open.id ? list_id() : kit::id(in_log(frame) ? "log-close" : "release"));
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

void show_tab(Frame& frame, Command command) {
  if (!frame.state.open.id) return;
  frame.push(intents::ShowTab{static_cast<store::MessageTab>(static_cast<int>(command) - static_cast<int>(Command::ShowTab1))});
}

void go(Frame& frame, store::Place place) {
  store::Route route;
  route.place = place;
  route.sort = frame.state.route.sort;
  if (place == store::Place::Requests) route.query = api::to_wire(api::RequestState::Open);
  frame.push(intents::Navigate{route});
}

void go(Frame& frame, Command command) {
  switch (command) {
    case Command::GoLog:
      return go(frame, store::Place::Log);
    case Command::GoReport:
      return go(frame, store::Place::Report);
    case Command::GoHealth:
      if (knows_health(frame.state)) go(frame, store::Place::Health);
      return;
    case Command::GoRequests:
      if (knows_requests(frame.state)) go(frame, store::Place::Requests);
      return;
    case Command::GoLists:
      return go(frame, store::Place::Lists);
    case Command::GoSettings:
      return go(frame, store::Place::Settings);
    default:
      return go_to(frame, kNavPlaces[0]);
  }
}

void move(Frame& frame, int step) {
  // On a phone-sized window there is no list beside the message for j and k; elsewhere the list has heard them.
  if (frame.form == ScreenForm::One && frame.state.open.id) frame.push(intents::OpenNeighbour{step});
}

void refresh(Frame& frame) {
  switch (frame.state.route.place) {
    case store::Place::Lists:
      frame.push(intents::ReloadLists{});
      return;
    case store::Place::Requests:
      frame.push(intents::ReloadRequests{});
      return;
    case store::Place::Health:
      frame.push(intents::ReloadHealth{});
      return;
    case store::Place::Report:
      frame.push(intents::ReloadReports{});
      return;
    default:
      frame.push(intents::RefreshList{});
  }
}

// How far the strokes of this sequence have come: all of them, if it is whole now.
bool pressed(Frame& frame, const Strokes& strokes, std::size_t done) {
  const Stroke& next = strokes[done];
  return next.typed != 0 ? frame.ui.typed(next.typed) : frame.ui.shortcut(next.chord);
}

// "g" waits for its second key; any other key ends the wait.
bool second_key(Frame& frame) {
  if (!frame.view.sequence_since) return false;
  if (frame.ui.mono_now() - *frame.view.sequence_since > kSequencePause) {
    frame.view.sequence_since.reset();
    return false;
  }
  for (const CommandInfo& info : commands()) {
    for (const Strokes& strokes : frame.view.keys.keys(info.command)) {
      if (strokes.size() != 2 || strokes[0] != frame.view.sequence_first || !pressed(frame, strokes, 1)) continue;
      frame.view.sequence_since.reset();
      carry_out(frame, info.command);
      return true;
    }
  }
  return false;
}

// On mail; Extend, which the list hears itself, does nothing here.
void act(Frame& frame, Command command) {
  switch (command) {
    case Command::Release:
      return release(frame, targets(frame));
    case Command::ReleaseAllow:
      return release(frame, targets(frame), AndList::Yes);
    case Command::ReleaseTrain:
      return release(frame, targets(frame), AndList::No, Teach::Wanted);
    case Command::ReportSpam:
      return report_spam(frame, targets(frame));
    case Command::Remove:
      return remove(frame, targets(frame));
    case Command::RemoveBlock:
      return remove(frame, targets(frame), AndList::Yes);
    case Command::Allow:
      return list_sender(frame, api::ListKind::Allow, targets(frame));
    case Command::Block:
      return list_sender(frame, api::ListKind::Block, targets(frame));
    case Command::Undo:
      return frame.push(intents::UndoNewest{});
    case Command::ToggleSeen:
      return toggle_seen(frame);
    default:
      return;
  }
}

}  // namespace

bool is_possible(const Frame& frame, Command command) {
  const CommandInfo& info = info_of(command);
  if (command == Command::GoRequests) return knows_requests(frame.state);
  if (command == Command::GoHealth) return knows_health(frame.state);
  if (in_log(frame) && !suits_log(frame, command)) return false;
  if (command >= Command::ShowTab1 && command <= Command::ShowTab5) return on_messages(frame) && frame.state.open.id.has_value();
  if (info.listens == Listens::OnMessages && !on_messages(frame)) return false;
  if (info.group != KeyGroup::Act || command == Command::Undo) return true;
  const MessageIds ids = targets(frame);
  if (target_count(frame) == 0) return false;
  if (command == Command::Allow || command == Command::Block) return sender_of(frame, ids).has_value();
  return true;
}

void carry_out(Frame& frame, Command command) {
  if (in_log(frame) && !suits_log(frame, command)) return;
  switch (command) {
    case Command::ShowTab1:
    case Command::ShowTab2:
    case Command::ShowTab3:
    case Command::ShowTab4:
    case Command::ShowTab5:
      return show_tab(frame, command);
    case Command::Search:
      return on_messages(frame) ? focus_search(frame) : frame.ui.focus(lists_search_id());
    case Command::Palette:
      return open_palette(frame);
    case Command::Sheet:
      frame.view.shortcuts_open = true;
      return;
    case Command::Refresh:
      return refresh(frame);
    case Command::History:
      return open_history(frame);
    case Command::GoQuarantine:
    case Command::GoLog:
    case Command::GoReport:
    case Command::GoHealth:
    case Command::GoRequests:
    case Command::GoLists:
    case Command::GoSettings:
      return go(frame, command);
    case Command::NextPane:
      return change_pane(frame, +1);
    case Command::PreviousPane:
      return change_pane(frame, -1);
    case Command::RowMenu:
      if (frame.state.list.cursor) open_row_menu(frame, *frame.state.list.cursor);
      return;
    case Command::SelectAll:
      return frame.push(intents::SelectAllLoaded{});
    case Command::SelectMatching:
      return frame.push(intents::SelectAllMatching{});
    case Command::SelectWave:
      return select_wave(frame);
    case Command::Back:
      return back(frame);
    case Command::Next:
      return move(frame, +1);
    case Command::Previous:
      return move(frame, -1);
    case Command::Open:
      if (frame.state.list.cursor) frame.push(intents::OpenMessage{*frame.state.list.cursor});
      return;
    case Command::Select:
      if (frame.state.list.cursor) frame.push(intents::ToggleSelected{*frame.state.list.cursor});
      return;
    default:
      return act(frame, command);
  }
}

void list_keys(const Frame& frame, kit::ListSpec& spec) {
  const auto chord = [&](Command command) {
    const auto& keys = frame.view.keys.keys(command);
    const bool is_one = !keys.empty() && keys.front().size() == 1 && keys.front()[0].typed == 0;
    return is_one ? std::optional(keys.front()[0].chord) : std::nullopt;
  };
  spec.next_key = chord(Command::Next);
  spec.previous_key = chord(Command::Previous);
  spec.toggle_key = chord(Command::Select);
}

void handle_shortcuts(Frame& frame) {
  if (key_is_chosen(frame) || second_key(frame)) return;
  for (const CommandInfo& info : commands()) {
    const bool moves = info.command == Command::Next || info.command == Command::Previous;
    if (info.listens == Listens::Fixed || (info.listens == Listens::List && !(moves && frame.form == ScreenForm::One))) continue;
    if (info.listens == Listens::OnMessages && !on_messages(frame)) continue;
    for (const Strokes& strokes : frame.view.keys.keys(info.command)) {
      if (!pressed(frame, strokes, 0)) continue;
      if (strokes.size() == 1) {
        carry_out(frame, info.command);
      } else {
        frame.view.sequence_since = frame.ui.mono_now();
        frame.view.sequence_first = strokes[0];
      }
    }
  }
}

}  // namespace pratique::views
