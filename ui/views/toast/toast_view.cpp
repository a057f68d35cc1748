#include "ui/views/toast/toast_view.hpp"

#include <algorithm>

#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

// By Notice, from Allowed on.
constexpr Key kNoticeTexts[] = {Key::ToastAllowed,       Key::ToastBlocked,        Key::ToastEntryChanged, Key::ToastEntriesDeleted,
                                Key::ToastEntriesPaused, Key::ToastEntriesResumed, Key::ToastEntriesBack,  Key::ToastImported,
                                Key::ToastAsked,         Key::ToastApproved,       Key::ToastDenied,       Key::ToastWithdrawn};
static_assert(std::size(kNoticeTexts) == static_cast<std::size_t>(store::Notice::Withdrawn));

Key title_key(const store::Toast& toast) {
  const bool undone = toast.kind == store::ToastKind::Undone;
  switch (toast.action) {
    case api::Action::ReleaseAllow:
      return undone ? Key::ToastUndoneRelease : Key::ToastReleasedAllowed;
    case api::Action::RemoveBlock:
      return undone ? Key::ToastUndoneRemove : Key::ToastRemovedBlocked;
    case api::Action::Release:
      return undone ? Key::ToastUndoneRelease : Key::ToastReleased;
    case api::Action::Remove:
      return undone ? Key::ToastUndoneRemove : Key::ToastRemoved;
    case api::Action::MarkSeen:
      return Key::ToastSeen;
    case api::Action::MarkUnseen:
      return Key::ToastUnseen;
  }
  return Key::ToastRemoved;
}

bool releases(const store::Toast& toast) {
  return toast.action == api::Action::Release || toast.action == api::Action::ReleaseAllow;
}
bool removes(const store::Toast& toast) {
  return toast.action == api::Action::Remove || toast.action == api::Action::RemoveBlock;
}

std::optional<std::int64_t> left_ms(const Frame& frame, const store::Toast& toast) {
  if (!toast.leaves_at) return std::nullopt;
  return std::max<std::int64_t>((*toast.leaves_at - frame.ui.wall_now()).count(), 0);
}

std::string detail_text(const Frame& frame, const store::Toast& toast) {
  if (toast.kind == store::ToastKind::Undone || toast.kind == store::ToastKind::Notice) return {};
  if (toast.job && toast.job->failed > 0) return frame.words().count(Key::ToastPartly, toast.job->failed);
  if (!frame.state.online) return std::string(frame.text(Key::ToastNotSent));
  if (removes(toast)) return std::string(frame.text(Key::ToastRestorable));
  if (!releases(toast)) return {};
  const std::optional<std::int64_t> left = left_ms(frame, toast);
  if (!left || *left == 0) return std::string(frame.text(Key::ToastLeft));
  return frame.words().count(Key::ToastLeavesIn, (*left + 999) / 1000);
}

bool can_undo(const Frame& frame, const store::Toast& toast) {
  if (toast.kind == store::ToastKind::Notice) return toast.undoable;
  if (toast.kind != store::ToastKind::Acted) return false;
  if (removes(toast)) return true;
  return releases(toast) && left_ms(frame, toast).value_or(1) > 0;
}

theme::Icon icon_of(const store::Toast& toast, bool ring) {
  if (ring) return theme::Icon::None;
  if (toast.kind == store::ToastKind::Failed) return theme::Icon::Error;
  if (toast.kind == store::ToastKind::Undone) return theme::Icon::Undo;
  if (toast.kind == store::ToastKind::Notice) return theme::Icon::Ok;
  return removes(toast) ? theme::Icon::Remove : theme::Icon::Ok;
}

std::string notice_title(const Frame& frame, const store::Toast& toast) {
  if (toast.notice == store::Notice::None) return {};
  return frame.words().count(kNoticeTexts[static_cast<std::size_t>(toast.notice) - 1], toast.count, {{"sender", toast.subject}});
}

}  // namespace

void toast_view(Frame& frame, kit::Box area) {
  if (!frame.state.toast) return;
  const store::Toast& toast = *frame.state.toast;
  const bool failed = toast.kind == store::ToastKind::Failed;
  const std::string title = failed                                   ? std::string(frame.text(Key::ToastFailed))
                            : toast.kind == store::ToastKind::Notice ? notice_title(frame, toast)
                                                                     : frame.words().count(title_key(toast), toast.count);
  const std::string detail = failed && toast.error ? error_line(frame, *toast.error) : detail_text(frame, toast);
  const std::optional<std::int64_t> left = failed ? std::nullopt : left_ms(frame, toast);
  const bool ring = left && *left > 0 && toast.kind == store::ToastKind::Acted;
  kit::ToastSpec spec{.title = title,
                      .detail = detail,
                      .action = can_undo(frame, toast) ? frame.text(Key::Undo) : std::string_view(),
                      .action_key = frame.ui.touch() ? std::string_view() : frame.view.keys.shown(Command::Undo),
                      .close_name = frame.text(Key::DismissToast),
                      .icon = icon_of(toast, ring),
                      .tone = failed ? kit::ToastTone::Danger : kit::ToastTone::Neutral};
  if (ring) spec.remaining_ms = left;
  if (frame.state.session.me) spec.window_ms = static_cast<int>(frame.state.session.me->undo_window_secs * 1000);
  switch (kit::toast(frame.ui, kit::id("toast"), area, spec)) {
    case kit::ToastClick::Action:
      frame.push(intents::UndoNewest{});
      return;
    case kit::ToastClick::Close:
      frame.push(intents::DismissToast{});
      return;
    case kit::ToastClick::None:
      return;
  }
}

}  // namespace pratique::views
