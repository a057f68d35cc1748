#include "client/flows/action_flow.hpp"

#include <algorithm>

namespace pratique::flows {
namespace {

constexpr std::int64_t kToastMs = 8'000;
constexpr std::int64_t kAfterLeavingMs = 6'000;

bool marks(api::Action action) {
  return action == api::Action::MarkSeen || action == api::Action::MarkUnseen;
}

// Only teaches: the messages stay where they are.
bool teaches(api::Action action) {
  return api::is_training(action) && !api::is_release(action);
}

// The node tells of such a job only as a whole: its rows are asked for again.
bool changes_unseen_rows(const api::Job& job) {
  return job.query.has_value() || store::is_big(job);
}

}  // namespace

ActionFlow::ActionFlow(Context& context, MessageFlow& messages, JobFlow& jobs)
    : context_(context),
      messages_(messages),
      jobs_(jobs),
      outbox_(context, [this](Outbox::Write write, base::Result<api::Job> answer) { answered(std::move(write), std::move(answer)); }) {}

void ActionFlow::act(api::Action action, std::vector<api::MessageId> ids) {
  std::erase_if(ids, [&](const api::MessageId& id) { return context_.state.list.leaving.contains(id); });
  if (ids.empty()) return;
  if (ids.size() > store::kMaxSelected) ids.resize(store::kMaxSelected);
  if (!teaches(action)) {
    context_.signals.focus_next(ids);
    messages_.leave(ids);
  }
  store::Toast acted;
  acted.kind = store::ToastKind::Acted;
  acted.action = action;
  acted.count = static_cast<std::int64_t>(ids.size());
  Outbox::Write write;
  write.action.action = action;
  write.action.ids = ids;
  write.count = acted.count;
  write.ids = std::move(ids);
  const std::uint64_t number = outbox_.add(std::move(write));
  show_toast(std::move(acted), std::nullopt, number);  // until the node has answered, for as long as that takes
  context_.changed();
}

void ActionFlow::act_on_all(api::Action action) {
  store::Selection& selection = context_.state.list.selection;
  if (!selection.all) return;
  store::Toast acted;
  acted.kind = store::ToastKind::Acted;
  acted.action = action;
  acted.count = store::selected_count(context_.state);
  Outbox::Write write;
  write.action.action = action;
  write.action.query = store::asked_query(*selection.all);
  write.action.except.assign(selection.all->except.begin(), selection.all->except.end());
  write.count = acted.count;
  selection = {};
  context_.state.selected.clear();
  const std::uint64_t number = outbox_.add(std::move(write));
  show_toast(std::move(acted), std::nullopt, number);
  context_.changed();
}

void ActionFlow::mark_seen(std::vector<api::MessageId> ids, bool seen, Why why) {
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
  write.count = static_cast<std::int64_t>(ids.size());
  write.by_the_way = why == Why::Read;
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
      undone.count = write->count;
      outbox_.drop(toast_about_);
      show_toast(std::move(undone), kToastMs, 0);
    }
    return context_.changed();
  }
  if (toast() && toast()->kind == store::ToastKind::Acted && toast()->job && !outbox_.undoes(toast()->job->id)) {
    return start_undo(*toast()->job, {});
  }
  if (const api::Job* newest = jobs_.newest_undoable()) start_undo(*newest, {});
}

void ActionFlow::undo(const api::JobId& id) {
  if (const api::Job* job = jobs_.find(id)) start_undo(*job, {});
}

void ActionFlow::start_undo(const api::Job& job, std::vector<api::MessageId> ids) {
  if (outbox_.undoes(job.id)) return;
  Outbox::Write write;
  write.action.action = job.action;
  write.undoes = job.id;
  write.count = job.total;
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
  jobs_.forget();
  context_.state.list.leaving.clear();
}

void ActionFlow::answered(Outbox::Write write, base::Result<api::Job> answer) {
  const bool moves_mail = !marks(write.action.action) && !teaches(write.action.action);
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
  if (write.by_the_way) return;
  jobs_.keep(job);
  if (write.undo_wanted) return start_undo(job, write.ids);
  if (marks(job.action)) return show_marked(job);
  if (teaches(job.action)) {
    context_.signals.taught();
  } else if (write.action.query) {
    messages_.refresh_soon();
  } else {
    messages_.remove(write.ids);
  }
  if (!toast() || toast_about_ != write.number || toast()->kind != store::ToastKind::Acted) return;
  const api::Job* known = jobs_.find(job.id);  // an event may have told more already
  toast()->job = known != nullptr ? *known : job;
  toast()->count = job.total;
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

void ActionFlow::show_marked(const api::Job& job) {
  if (toast() && toast()->kind == store::ToastKind::Acted && !toast()->job) return;  // the newer action waits for its answer
  store::Toast marked;
  marked.kind = store::ToastKind::Acted;
  marked.action = job.action;
  marked.count = job.total;
  marked.job = job;
  show_toast(std::move(marked), kToastMs, 0);
}

void ActionFlow::action_failed(const Outbox::Write& write, base::Error error) {
  if (marks(write.action.action)) {
    messages_.mark_seen(write.ids, write.action.action != api::Action::MarkSeen);
    return;
  }
  messages_.stay(write.ids);
  if (write.undo_wanted) return;  // taken back anyway
  store::Toast failed;
  failed.kind = store::ToastKind::Failed;
  failed.action = write.action.action;
  failed.count = write.count;
  failed.error = std::move(error);
  show_toast(std::move(failed), std::nullopt, 0);
  messages_.refresh();  // it was probably acted on elsewhere
}

void ActionFlow::undone(const Outbox::Write& write, base::Result<api::Job> answer) {
  store::Toast result;
  result.action = write.action.action;
  if (answer) {
    jobs_.keep(*answer);
    std::vector<api::MessageId> ids = write.ids;
    for (const api::JobItem& item : answer->items) ids.push_back(item.message_id);
    messages_.stay(ids);
    if (teaches(answer->action)) context_.signals.taught();
    if (marks(answer->action)) messages_.mark_seen(ids, answer->action != api::Action::MarkSeen);
    result.kind = store::ToastKind::Undone;
    result.count = answer->total;
    result.job = *answer;
    if (!toast() || toast_about_ == write.number) show_toast(std::move(result), kToastMs, 0);
  } else {
    if (!teaches(write.action.action)) messages_.remove(write.ids);  // taken back too late: the rows that came back for it leave after all
    result.kind = store::ToastKind::Failed;
    result.error = std::move(answer).error();
    result.count = write.count;
    show_toast(std::move(result), std::nullopt, 0);
  }
  messages_.refresh();
}

void ActionFlow::job_changed(const api::Job& job) {
  if (!jobs_.is_ours(job)) return;  // somebody else's in the same domain: not ours to undo or to tell about
  if (!jobs_.keep(job)) return;
  if (toast() && toast()->job && toast()->job->id == job.id) toast()->job = job;
  if (teaches(job.action)) context_.signals.taught();
  if (changes_unseen_rows(job)) {
    messages_.refresh_soon();
    if (!marks(job.action)) context_.signals.mail_changed();
    tell_progress(job);
  }
  show_failed_items(job);
  context_.changed();
}

// The end of a long job is news again, long after its toast has gone.
void ActionFlow::tell_progress(const api::Job& job) {
  const bool undone = job.state == api::JobState::Undone;
  if (!store::is_big(job) || (job.state != api::JobState::Done && !undone) || job.failed > 0) return;
  if (toast() && (!toast()->job || toast()->job->id != job.id)) return;
  store::Toast ended;
  ended.kind = undone ? store::ToastKind::Undone : store::ToastKind::Acted;
  ended.action = job.action;
  ended.count = undone ? job.total : job.done;
  ended.job = job;
  show_toast(std::move(ended), kToastMs, 0);
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
