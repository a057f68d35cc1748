#include "ui/views/jobs/job_words.hpp"

#include <algorithm>

#include "client/api/log_codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/strings/log_codes.hpp"

namespace pratique::views {
namespace {

std::int64_t dealt_with(const api::Job& job) {
  return job.state == api::JobState::Undoing ? job.undone : job.done + job.failed + job.skipped;
}

void append(std::string& out, const std::string& piece) {
  if (piece.empty()) return;
  if (!out.empty()) out += ", ";
  out += piece;
}

}  // namespace

theme::Icon job_icon(const api::Job& job) {
  if (job.state == api::JobState::Undone || job.state == api::JobState::Undoing) return theme::Icon::Undo;
  if (store::releases(job.action)) return theme::Icon::Release;
  if (store::removes(job.action)) return theme::Icon::Remove;
  if (api::is_training(job.action)) return theme::Icon::Train;
  return job.action == api::Action::MarkSeen ? theme::Icon::Eye : theme::Icon::EyeOff;
}

std::string count_done(const strings::Catalog& words, api::Action action, std::int64_t count) {
  if (action == api::Action::ReleaseAllow) return words.count(Key::ToastReleasedAllowed, count);
  if (action == api::Action::RemoveBlock) return words.count(Key::ToastRemovedBlocked, count);
  if (store::releases(action)) return words.count(Key::ToastReleased, count);
  if (store::removes(action)) return words.count(Key::ToastRemoved, count);
  if (action == api::Action::TrainSpam) return words.count(Key::ToastReportedSpam, count);
  if (action == api::Action::TrainNotSpam) return words.count(Key::ToastReportedWanted, count);
  return words.count(action == api::Action::MarkSeen ? Key::ToastSeen : Key::ToastUnseen, count);
}

std::string count_undone(const strings::Catalog& words, api::Action action, std::int64_t count) {
  if (store::releases(action)) return words.count(Key::ToastUndoneRelease, count);
  return words.count(store::removes(action) ? Key::ToastUndoneRemove : Key::ToastUndoneSeen, count);
}

std::string job_title(const strings::Catalog& words, const api::Job& job) {
  switch (job.state) {
    case api::JobState::Undoing:
      return words.count(Key::JobUndoing, job.total);
    case api::JobState::Undone:
      return count_undone(words, job.action, job.total);
    case api::JobState::Running:
      if (store::releases(job.action)) return words.count(Key::JobReleasing, job.total);
      if (api::is_training(job.action)) return count_done(words, job.action, job.total);
      return words.count(store::removes(job.action) ? Key::JobRemoving : Key::JobMarking, job.total);
    case api::JobState::Waiting:
      return count_done(words, job.action, job.total);
    case api::JobState::Done:
    case api::JobState::Cancelled:
      return count_done(words, job.action, api::is_training(job.action) ? job.total : job.done);
  }
  return {};
}

std::string taught_text(const strings::Catalog& words, const api::Job& job) {
  if (!api::is_training(job.action)) return {};
  std::string out;
  for (const std::string_view outcome : api::kTrainingOutcomes) {
    const std::int64_t count = std::ranges::count(job.items, outcome, &api::JobItem::reply);
    if (count == 0) continue;
    const std::string_view what = words.text(*strings::outcome_key(outcome));
    append(out,
           job.total == 1 ? std::string(what) : words.format(Key::TaughtSome, {{"what", what}, {"count", strings::number(words, count)}}));
  }
  return out;
}

std::string job_result(const strings::Catalog& words, const api::Job& job) {
  std::string out;
  if (store::is_at_work(job)) {
    out = words.format(Key::JobProgress, {{"done", strings::number(words, dealt_with(job))}, {"total", strings::number(words, job.total)}});
  }
  if (job.state == api::JobState::Cancelled) append(out, std::string(words.text(Key::JobStopped)));
  append(out, taught_text(words, job));
  if (job.failed > 0) append(out, words.count(Key::ToastPartly, job.failed));
  if (job.skipped > 0) append(out, words.count(Key::JobSkipped, job.skipped));
  return out;
}

}  // namespace pratique::views
