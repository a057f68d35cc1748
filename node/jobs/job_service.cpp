#include "node/jobs/job_service.hpp"

namespace pratique::jobs {
namespace {

using api::JobState;
using base::ErrorCode;

constexpr std::int64_t kIdsMax = 1'000;
constexpr std::int64_t kAtOnce = 1'000;  // as many messages are held, removed or brought back while the caller waits

std::unexpected<base::Error> too_late() {
  return base::fail(ErrorCode::Refused, "It is too late to undo this: the messages have left");
}

// From any of these states.
base::Result<bool> move(storage::JobRepository& jobs, const api::JobId& id, std::initializer_list<JobState> from, JobState to) {
  for (const JobState state : from) {
    TRY(const bool moved, jobs.change_state(id, state, to));
    if (moved) return true;
  }
  return false;
}

}  // namespace

JobService::JobService(storage::Storage& storage, JobGate& gate, const base::Clock& clock, std::int64_t undo_window_secs, bool has_filter)
    : storage_(storage), gate_(gate), clock_(clock), undo_window_secs_(undo_window_secs), has_filter_(has_filter) {}

// What the caller has set for himself, else the node's.
std::chrono::seconds JobService::undo_window_of(const domain::Scope& scope) const {
  const auto user = storage_.accounts().find_user(scope.user_id);
  const std::int64_t own = user ? user->settings.undo_window_secs : 0;
  return std::chrono::seconds(own > 0 ? own : undo_window_secs_);
}

base::Result<api::Job> JobService::start(const domain::Scope& scope, const api::ActionRequest& request, const api::query::Node* matching) {
  if (static_cast<std::int64_t>(request.ids.size()) > kIdsMax)
    return base::fail(ErrorCode::BadInput, "At most 1,000 messages at once", "ids");
  if (api::is_training(request.action) && !has_filter_) return base::fail(ErrorCode::Refused, "This node has no filter to teach", "action");
  const base::WallTime now = clock_.wall_now();
  storage::NewJob wanted{.job = {.action = request.action, .created_at = now}, .matching = matching, .except = request.except, .list = {}};
  if (api::is_release(request.action)) wanted.job.runs_at = wanted.job.undo_until = now + undo_window_of(scope);
  if (request.action == api::Action::ReleaseAllow || request.action == api::Action::RemoveBlock)
    wanted.list = request.list.value_or(api::ListWish{});
  if (matching != nullptr) {
    wanted.job.query = request.query;
  } else {
    for (const api::MessageId& id : request.ids)
      wanted.job.items.push_back({.message_id = id, .state = {}, .reply = {}, .next_try_at = {}});
  }
  TRY(const api::Job added, storage_.jobs().add(scope, wanted));
  TRY_VOID(work_at_once(added, {}));
  TRY_VOID(storage_.jobs().add_job_event(added.id));
  gate_.wake();
  return find(scope, added.id);
}

// People who act on a few messages see them gone in the answer; more than that is the runner's.
base::Result<void> JobService::work_at_once(const api::Job& job, const std::vector<api::MessageId>& busy) {
  if (job.total > kAtOnce) return {};
  return storage_.jobs().work(job.id, clock_.wall_now(), kAtOnce, busy).transform([](const storage::Worked&) {});
}

base::Result<api::Job> JobService::find(const domain::Scope& scope, const api::JobId& id) const {
  TRY(api::Job job, storage_.jobs().find(scope, id));
  if (job.state == JobState::Running) {
    // The node was stopped between the last item and the job's own end.
    TRY(const std::int64_t open, storage_.jobs().open_items(id));
    if (open == 0) {
      TRY_VOID(storage_.jobs().change_state(id, JobState::Running, JobState::Done));
      TRY(job, storage_.jobs().find(scope, id));
    }
  }
  return as_shown(std::move(job), clock_.wall_now());
}

base::Result<api::JobPage> JobService::history(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const {
  TRY(api::JobPage page, storage_.jobs().history(scope, offset, limit));
  for (api::Job& job : page.items) job = as_shown(std::move(job), clock_.wall_now());
  return page;
}

base::Result<api::Job> JobService::undo(const domain::Scope& scope, const api::JobId& id) {
  {
    const auto lock = gate_.lock();
    TRY(const api::Job job, storage_.jobs().find(scope, id));
    if (job.state == JobState::Undone || job.state == JobState::Undoing) return as_shown(job, clock_.wall_now());
    if (api::is_release(job.action)) {
      TRY(const bool stopped, storage_.jobs().change_state(id, JobState::Waiting, JobState::Undoing));
      if (!stopped) return too_late();
    } else {
      if (api::is_training(job.action))
        return base::fail(ErrorCode::Refused, "The filter cannot unlearn a message. Teach it the opposite instead");
      if (!job.undo_until || *job.undo_until < clock_.wall_now()) return base::fail(ErrorCode::Refused, "It is too late to undo this");
      TRY(const bool stopped,
          move(storage_.jobs(), id, {JobState::Done, JobState::Running, JobState::Waiting, JobState::Cancelled}, JobState::Undoing));
      if (!stopped) return base::fail(ErrorCode::Refused, "This cannot be undone any more");
    }
    TRY_VOID(work_at_once(job, gate_.claimed_by(id)));
    TRY_VOID(storage_.jobs().add_job_event(id));
  }
  gate_.wake();
  return find(scope, id);
}

base::Result<api::Job> JobService::cancel(const domain::Scope& scope, const api::JobId& id) {
  {
    const auto lock = gate_.lock();
    TRY(const api::Job job, storage_.jobs().find(scope, id));
    if (job.state == JobState::Cancelled || job.state == JobState::Undone || job.state == JobState::Undoing)
      return as_shown(job, clock_.wall_now());
    TRY(const bool stopped, move(storage_.jobs(), id, {JobState::Waiting, JobState::Running}, JobState::Cancelled));
    if (!stopped) return base::fail(ErrorCode::Refused, "It has already run");
    TRY_VOID(work_at_once(job, gate_.claimed_by(id)));
    TRY_VOID(storage_.jobs().add_job_event(id));
  }
  gate_.wake();
  return find(scope, id);
}

api::Job as_shown(api::Job job, base::WallTime now) {
  bool can_undo = job.state != JobState::Undone && job.state != JobState::Undoing;
  if (api::is_release(job.action)) can_undo = job.state == JobState::Waiting;
  if (job.state == JobState::Cancelled) can_undo = can_undo && job.done > 0;
  if (!can_undo || (job.undo_until && *job.undo_until < now)) job.undo_until.reset();
  return job;
}

}  // namespace pratique::jobs
