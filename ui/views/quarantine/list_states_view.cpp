#include "ui/views/quarantine/list_states_view.hpp"

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/quarantine/row_view.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

kit::StripSpec offline_spec(const Frame& frame, std::string_view text, std::string_view note) {
  return {.tone = kit::StripTone::Warning,
          .icon = theme::Icon::Offline,
          .strong = frame.text(Key::OfflineTitle),
          .text = text,
          .note = note,
          .announce = true};
}

std::string offline_text(const Frame& frame) {
  if (!frame.state.list.loaded_at) return std::string(frame.text(Key::OfflineTextUnknown));
  const std::string time = strings::row_time(frame.words(), *frame.state.list.loaded_at, frame.ui.wall_now());
  return frame.words().format(Key::OfflineText, {{"time", time}});
}

std::string waiting_note(const Frame& frame) {
  const int waiting = frame.state.session.actions_waiting;
  return waiting > 0 ? frame.words().count(Key::WaitingCount, waiting) : std::string();
}

std::int64_t retention_days(const Frame& frame) {
  return frame.state.session.me ? frame.state.session.me->retention_days : 30;
}

void loading_view(Frame& frame, kit::Box box) {
  const kit::Id id = kit::id("list-loading");
  frame.ui.record({.id = id, .role = a11y::Role::Progressbar, .name = std::string(frame.text(Key::LoadingList)), .rect = box.rect()});
  if (!kit::skeleton_due(frame.ui, id)) return;
  const kit::ClipScope clip(frame.ui, box);
  const float height = row_look(frame, box.w).height;
  for (std::int64_t rank = 0; box.h > 0; ++rank) kit::skeleton_row(frame.ui, id, box.take_top(height), rank);
}

void nothing_held_view(Frame& frame, kit::Box box) {
  const std::string text = frame.words().count(Key::NothingHeldText, retention_days(frame));
  kit::empty_state(frame.ui, kit::id("nothing-held"), box,
                   {.icon = theme::Icon::Ok, .positive = true, .title = frame.text(Key::NothingHeldTitle), .text = text});
}

// Which filter hides what: offers to lift the newest one, or all.
void nothing_found_view(Frame& frame, kit::Box box) {
  const SearchDraft draft = split_query(frame.state.route.query, query_reader(frame));
  const std::string title = frame.words().format(Key::EmptyTitle, {{"query", frame.state.route.query}});
  const std::string text = frame.words().count(Key::EmptyText, retention_days(frame));
  SearchDraft lifted = draft;
  std::string filter;
  if (!lifted.chips.empty() && lifted.chips.size() + (draft.words.empty() ? 0 : 1) > 1) {
    filter = lifted.chips.front();
    lifted.chips.erase(lifted.chips.begin());
  }
  const std::string drop = frame.words().format(Key::EmptyDrop, {{"filter", filter}});
  const bool can_drop = !filter.empty();
  const kit::EmptyClick click = kit::empty_state(frame.ui, kit::id("nothing-found"), box,
                                                 {.icon = theme::Icon::Search,
                                                  .title = title,
                                                  .text = text,
                                                  .action = can_drop ? std::string_view(drop) : frame.text(Key::EmptyClear),
                                                  .second_action = can_drop ? frame.text(Key::EmptyClear) : std::string_view(),
                                                  .action_filled = true});
  if (click == kit::EmptyClick::None) return;
  search_for(frame, click == kit::EmptyClick::Action && can_drop ? join_query(lifted) : std::string());
}

}  // namespace

std::string error_line(const Frame& frame, const base::Error& error) {
  const auto key = strings::error_key(error.code);
  if (key) return std::string(frame.text(*key));
  return error.message.empty() ? std::string(frame.text(Key::ErrorRefused)) : error.message;
}

std::string error_details(const base::Error& error) {
  std::string out = error.message;
  for (const std::string& piece : {error.detail, error.request_id}) {
    if (!piece.empty()) out += (out.empty() ? "" : "\n") + piece;
  }
  return out;
}

bool failure_view(Frame& frame, kit::Id id, kit::Box box, Key title, const base::Error& error) {
  const std::string request = error.request_id.empty() ? std::string() : frame.words().format(Key::RequestId, {{"id", error.request_id}});
  const std::string text = error_line(frame, error) + " " + std::string(frame.text(Key::NothingLost));
  const kit::FailureClick click = kit::failure(frame.ui, id, box,
                                               {.title = frame.text(title),
                                                .text = text,
                                                .request = request,
                                                .retry = frame.text(Key::TryAgain),
                                                .copy = frame.text(Key::CopyDetails)});
  if (click == kit::FailureClick::Copy) frame.push(intents::CopyText{error_details(error)});
  return click == kit::FailureClick::Retry;
}

bool list_state_view(Frame& frame, kit::Box box) {
  const store::MessageList& list = frame.state.list;
  if (!list.total) {
    if (list.error) {
      if (failure_view(frame, kit::id("list-failed"), box.take_top(kit::kFailureHeight + theme::space::k4), Key::FailedList, *list.error))
        frame.push(intents::RefreshList{});
    } else {
      loading_view(frame, box);
    }
    return true;
  }
  if (*list.total > 0) return false;
  if (frame.state.route.query.empty()) {
    nothing_held_view(frame, box);
  } else {
    nothing_found_view(frame, box);
  }
  return true;
}

void refresh_failed_view(Frame& frame, kit::Box& box) {
  const store::MessageList& list = frame.state.list;
  if (!list.error || !list.total || !frame.state.online) return;
  const std::string text = error_line(frame, *list.error);
  const kit::StripSpec spec{.tone = kit::StripTone::Danger,
                            .icon = theme::Icon::Error,
                            .strong = frame.text(Key::FailedList),
                            .text = text,
                            .action = frame.text(Key::TryAgain),
                            .announce = true};
  const kit::Box strip = box.take_top(kit::strip_height(frame.ui, spec, box.w));
  if (kit::strip(frame.ui, kit::id("refresh-failed"), strip, spec)) frame.push(intents::RefreshList{});
}

float offline_height(const Frame& frame, float width) {
  if (frame.state.online) return 0;
  const std::string text = offline_text(frame);
  const std::string note = waiting_note(frame);
  return kit::strip_height(frame.ui, offline_spec(frame, text, note), width);
}

void offline_view(Frame& frame, kit::Box box) {
  const std::string text = offline_text(frame);
  const std::string note = waiting_note(frame);
  kit::strip(frame.ui, kit::id("offline"), box, offline_spec(frame, text, note));
}

}  // namespace pratique::views
