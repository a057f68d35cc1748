#include "client/flows/action_flow.hpp"

#include <algorithm>

namespace pratique::flows {
namespace {

constexpr std::int64_t kToastMs = 8'000;
constexpr std::int64_t kAfterLeavingMs = 6'000;
constexpr std::size_t kMaxJobs = 50;

bool is_undoable(const api::Job& job, base::WallTime now) {
  const bool over = job.state == api::JobState::Undone || job.state == api::JobState::Cancelled;
  return !over && job.undo_until && *job.undo_until > now;
}

}  // namespace

ActionFlow::ActionFlow(Context& context, MessageFlow& messages)
    : context_(context),
      messages_(messages),
      outbox_(context, [this](Outbox::Write write, base::Result<api::Job> answer) { answered(std::move(write), std::move(answer)); }) {}

void ActionFlow::act(api::Action action, std::vector<api::MessageId> ids) {
  std::erase_if(ids, [&](const api::MessageId& id) { return context_.state.list.leaving.contains(id); });
  if (ids.empty()) return;
  if (ids.size() > store::kMaxSelected) ids.resize(store::kMaxSelected);
  context_.signals.focus_next(ids);
  messages_.leave(ids);
  store::Toast acted;
  acted.kind = store::ToastKind::Acted;
  acted.action = action;
  acted.count = static_cast<std::int64_t>(ids.size());
  Outbox::Write write;
  write.action.action = action;
  write.action.ids = ids;
  write.ids = std::move(ids);
  const std::uint64_t number = outbox_.add(std::move(write));
  show_toast(std::move(acted), std::nullopt, number);  // until the node has answered, for as long as that takes
  context_.changed();
}

void ActionFlow::mark_seen(std::vector<api::MessageId> ids, bool seen) {
  if (ids.empty()) return;
  if (ids.size() > store::kMaxSelected) ids.resize(store::kMaxSelected);
  messages_.mark_seen(ids, seen);
  if (api::MessageDetail* open = context_.state.open.detail.mutable_value();
      open != nullptr && std::ranges::find(ids, open->summary.id) != ids.end()) {
    open->summary.seen = seen;
  }
  Outbox::Write write;
  write.action.action = seen ? api::Action::MarkSeen : api::Action::MarkUnseen;
  write.action.ids = ids;
  write.ids = std::move(ids);
  outbox_.add(std::move(write));
  context_.changed();
}

void ActionFlow::undo_newest() {
  if (toast() && toast()->kind == store::ToastKind::Acted && !toast()->job) {
    Outbox::Write* write = outbox_.find(toast_about_);
    if (write == nullptr) return;
    messages_.stay(write->ids);
    if (write->sent) {
      write->undo_wanted = true;  // the node may have it: it is undone as soon as its job is known
    } else {
      store::Toast undone;
      undone.kind = store::ToastKind::Undone;
      undone.action = write->action.action;
      undone.count = static_cast<std::int64_t>(write->ids.size());
      outbox_.drop(toast_about_);
      show_toast(std::move(undone), kToastMs, 0);
    }
    return context_.changed();
  }
  const base::WallTime now = context_.ports.clock.wall_now();
  if (toast() && toast()->kind == store::ToastKind::Acted && toast()->job) return start_undo(*toast()->job, {});
  const auto newest = std::ranges::find_if(context_.state.jobs, [&](const api::Job& job) { return is_undoable(job, now); });
  if (newest != context_.state.jobs.end()) start_undo(*newest, {});
}

void ActionFlow::start_undo(const api::Job& job, std::vector<api::MessageId> ids) {
  if (outbox_.undoes(job.id)) return;
  Outbox::Write write;
  write.action.action = job.action;
  write.undoes = job.id;
  write.ids = std::move(ids);
  const std::uint64_t number = outbox_.add(std::move(write));
  if (toast() && toast()->job && toast()->job->id == job.id) toast_timer_.reset();  // stays until the answer
  toast_about_ = number;
  context_.changed();
}

void ActionFlow::dismiss_toast() {
  toast().reset();
  toast_timer_.reset();
  context_.changed();
}

void ActionFlow::forget() {
  outbox_.clear();
  toast().reset();
  toast_timer_.reset();
  context_.state.jobs.clear();
  context_.state.list.leaving.clear();
}

void ActionFlow::answered(Outbox::Write write, base::Result<api::Job> answer) {
  const bool moves_mail = write.action.action != api::Action::MarkSeen && write.action.action != api::Action::MarkUnseen;
  if (write.undoes) {
    undone(write, std::move(answer));
  } else if (answer) {
    action_done(write, *answer);
  } else {
    action_failed(write, std::move(answer).error());
  }
  if (moves_mail) context_.signals.mail_changed();
  context_.changed();
}

void ActionFlow::action_done(const Outbox::Write& write, const api::Job& job) {
  if (write.action.action == api::Action::MarkSeen || write.action.action == api::Action::MarkUnseen) return;
  keep_job(job);
  if (write.undo_wanted) return start_undo(job, write.ids);
  messages_.remove(write.ids);
  if (!toast() || toast_about_ != write.number || toast()->kind != store::ToastKind::Acted) return;
  toast()->job = job;
  std::int64_t shown_ms = kToastMs;
  if (job.runs_at) {
    // The node's clock may differ from ours: only the length of its window counts.
    const auto window = std::max(std::chrono::milliseconds(0), *job.runs_at - job.created_at);
    toast()->leaves_at = context_.ports.clock.wall_now() + window;
    shown_ms = window.count() + kAfterLeavingMs;
  }
  hide_after(shown_ms);
  show_failed_items(job);
}

void ActionFlow::action_failed(const Outbox::Write& write, base::Error error) {
  if (write.action.action == api::Action::MarkSeen || write.action.action == api::Action::MarkUnseen) {
    messages_.mark_seen(write.ids, write.action.action != api::Action::MarkSeen);
    return;
  }
  messages_.stay(write.ids);
  if (write.undo_wanted) return;  // taken back anyway
  store::Toast failed;
  failed.kind = store::ToastKind::Failed;
  failed.action = write.action.action;
  failed.count = static_cast<std::int64_t>(write.ids.size());
  failed.error = std::move(error);
  show_toast(std::move(failed), std::nullopt, 0);
  messages_.refresh();  // it was probably acted on elsewhere
}

void ActionFlow::undone(const Outbox::Write& write, base::Result<api::Job> answer) {
  store::Toast result;
  result.action = write.action.action;
  if (answer) {
    keep_job(*answer);
    std::vector<api::MessageId> ids = write.ids;
    for (const api::JobItem& item : answer->items) ids.push_back(item.message_id);
    messages_.stay(ids);
    result.kind = store::ToastKind::Undone;
    result.count = answer->total;
    if (!toast() || toast_about_ == write.number) show_toast(std::move(result), kToastMs, 0);
  } else {
    messages_.remove(write.ids);  // taken back too late: the rows that came back for it leave after all
    result.kind = store::ToastKind::Failed;
    result.error = std::move(answer).error();
    result.count = static_cast<std::int64_t>(write.ids.size());
    show_toast(std::move(result), std::nullopt, 0);
  }
  messages_.refresh();
}

void ActionFlow::job_changed(const api::Job& job) {
  const bool ours = std::ranges::find(context_.state.jobs, job.id, &api::Job::id) != context_.state.jobs.end();
  if (!ours) return;  // somebody else's in the same domain: not ours to undo or to tell about
  keep_job(job);
  if (toast() && toast()->job && toast()->job->id == job.id) toast()->job = job;
  show_failed_items(job);
  context_.changed();
}

// A release that the destination refused for good: said with the destination's own words.
void ActionFlow::show_failed_items(const api::Job& job) {
  if (job.failed == 0 || job.state != api::JobState::Done) return;
  store::Toast failed;
  failed.kind = store::ToastKind::Failed;
  failed.action = job.action;
  failed.count = job.failed;
  failed.job = job;
  base::Error error;
  error.code = base::ErrorCode::Refused;
  const auto item = std::ranges::find(job.items, api::ItemState::Failed, &api::JobItem::state);
  if (item != job.items.end()) error.message = item->reply;
  failed.error = std::move(error);
  show_toast(std::move(failed), std::nullopt, 0);
  messages_.refresh();
}

void ActionFlow::keep_job(const api::Job& job) {
  auto& jobs = context_.state.jobs;
  const auto known = std::ranges::find(jobs, job.id, &api::Job::id);
  if (known != jobs.end()) {
    *known = job;
    return;
  }
  jobs.insert(jobs.begin(), job);
  if (jobs.size() > kMaxJobs) jobs.pop_back();
}

void ActionFlow::show_notice(store::Toast notice) {
  show_toast(std::move(notice), kToastMs, 0);
  context_.changed();
}

void ActionFlow::show_error(base::Error error) {
  store::Toast failed;
  failed.kind = store::ToastKind::Failed;
  failed.error = std::move(error);
  show_toast(std::move(failed), std::nullopt, 0);
}

void ActionFlow::show_toast(store::Toast shown, std::optional<std::int64_t> hide_after_ms, std::uint64_t about) {
  toast() = std::move(shown);
  toast_about_ = about;
  toast_timer_.reset();
  if (hide_after_ms) hide_after(*hide_after_ms);
}

void ActionFlow::hide_after(std::int64_t delay_ms) {
  toast()->hides_at = context_.ports.clock.mono_now() + std::chrono::milliseconds(delay_ms);
  toast_timer_ = context_.ports.timers.after(delay_ms, [this] {
    const ports::Pending finished = std::move(toast_timer_);
    toast().reset();
    context_.changed();
  });
}

}  // namespace pratique::flows
