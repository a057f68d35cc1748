#include "ui/views/toast/toast_view.hpp"

#include <algorithm>

#include "ui/views/jobs/job_view.hpp"
#include "ui/views/jobs/job_words.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

// By Notice, from Allowed on.
constexpr Key kNoticeTexts[] = {Key::ToastAllowed,       Key::ToastBlocked,        Key::ToastEntryChanged, Key::ToastEntriesDeleted,
                                Key::ToastEntriesPaused, Key::ToastEntriesResumed, Key::ToastEntriesBack,  Key::ToastImported,
                                Key::ToastAsked,         Key::ToastApproved,       Key::ToastDenied,       Key::ToastWithdrawn,
                                Key::ToastReported,      Key::ToastReportsBack};
static_assert(std::size(kNoticeTexts) == static_cast<std::size_t>(store::Notice::ReportsBack));

std::string title_of(const Frame& frame, const store::Toast& toast) {
  const strings::Catalog& words = frame.words();
  if (toast.kind == store::ToastKind::Notice) {
    if (toast.notice == store::Notice::None) return {};
    return words.count(kNoticeTexts[static_cast<std::size_t>(toast.notice) - 1], toast.count, {{"sender", toast.subject}});
  }
  if (toast.kind == store::ToastKind::Failed) {
    const bool partly = toast.job && toast.job->done > 0;
    return partly ? job_title(words, *toast.job) : std::string(frame.text(Key::ToastFailed));
  }
  if (toast.job && store::is_at_work(*toast.job) && store::is_big(*toast.job)) return job_title(words, *toast.job);
  return toast.kind == store::ToastKind::Undone ? count_undone(words, toast.action, toast.count)
                                                : count_done(words, toast.action, toast.count);
}

std::optional<std::int64_t> left_ms(const Frame& frame, const store::Toast& toast) {
  if (!toast.leaves_at) return std::nullopt;
  return std::max<std::int64_t>((*toast.leaves_at - frame.ui.wall_now()).count(), 0);
}

std::string detail_text(const Frame& frame, const store::Toast& toast) {
  if (toast.job && store::is_at_work(*toast.job) && store::is_big(*toast.job)) return job_result(frame.words(), *toast.job);
  if (toast.kind == store::ToastKind::Undone || toast.kind == store::ToastKind::Notice) return {};
  if (toast.job && toast.job->failed > 0) return frame.words().count(Key::ToastPartly, toast.job->failed);
  if (!frame.state.online) return std::string(frame.text(Key::ToastNotSent));
  if (const std::string taught = toast.job ? taught_text(frame.words(), *toast.job) : std::string(); !taught.empty()) return taught;
  if (store::removes(toast.action)) return std::string(frame.text(Key::ToastRestorable));
  if (!store::releases(toast.action)) return {};
  const std::optional<std::int64_t> left = left_ms(frame, toast);
  if (!left || *left == 0) return std::string(frame.text(Key::ToastLeft));
  return frame.words().count(Key::ToastLeavesIn, (*left + 999) / 1000);
}

// The filter's refusal comes as a code of its own.
std::string failure_text(const Frame& frame, const store::Toast& toast) {
  const std::string taught = toast.job ? taught_text(frame.words(), *toast.job) : std::string();
  return taught.empty() ? error_line(frame, *toast.error) : taught;
}

bool can_undo(const Frame& frame, const store::Toast& toast) {
  if (toast.kind == store::ToastKind::Notice) return toast.undoable;
  if (toast.kind != store::ToastKind::Acted) return false;
  if (store::releases(toast.action)) return left_ms(frame, toast).value_or(1) > 0;
  if (api::is_training(toast.action)) return toast.job && store::is_undoable(*toast.job, frame.ui.wall_now());
  return store::removes(toast.action) || toast.job.has_value();
}

theme::Icon icon_of(const store::Toast& toast, bool ring) {
  if (ring) return theme::Icon::None;
  if (toast.kind == store::ToastKind::Failed) return theme::Icon::Error;
  if (toast.kind == store::ToastKind::Undone) return theme::Icon::Undo;
  if (toast.kind == store::ToastKind::Notice) return theme::Icon::Ok;
  return store::removes(toast.action) ? theme::Icon::Remove : theme::Icon::Ok;
}

}  // namespace

void toast_view(Frame& frame, kit::Box area) {
  if (!frame.state.toast) return;
  const store::Toast& toast = *frame.state.toast;
  const bool failed = toast.kind == store::ToastKind::Failed;
  const bool shows_failed = failed && toast.job && toast.job->failed > 0;
  const std::string title = title_of(frame, toast);
  const std::string show = shows_failed ? frame.words().count(Key::ShowFailed, toast.job->failed) : std::string();
  const std::string detail = failed && toast.error ? failure_text(frame, toast) : detail_text(frame, toast);
  const std::optional<std::int64_t> left = failed ? std::nullopt : left_ms(frame, toast);
  const bool ring = left && *left > 0 && toast.kind == store::ToastKind::Acted;
  kit::ToastSpec spec{.title = title,
                      .detail = detail,
                      .action = can_undo(frame, toast) ? frame.text(Key::Undo) : std::string_view(show),
                      .action_key = frame.ui.touch() || shows_failed ? std::string_view() : frame.view.keys.shown(Command::Undo),
                      .close_name = frame.text(Key::DismissToast),
                      .icon = icon_of(toast, ring),
                      .tone = failed ? kit::ToastTone::Danger : kit::ToastTone::Neutral};
  if (ring) spec.remaining_ms = left;
  if (frame.state.session.me) spec.window_ms = static_cast<int>(frame.state.session.me->undo_window_secs * 1000);
  switch (kit::toast(frame.ui, kit::id("toast"), area, spec)) {
    case kit::ToastClick::Action:
      if (shows_failed) {
        show_failed(frame, toast.job->id);
      } else {
        frame.push(intents::UndoNewest{});
      }
      return;
    case kit::ToastClick::Close:
      frame.push(intents::DismissToast{});
      return;
    case kit::ToastClick::None:
      return;
  }
}

}  // namespace pratique::views
