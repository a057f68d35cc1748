#include "node/jobs/job_service.hpp"

#include <algorithm>
#include <unordered_set>

namespace pratique::jobs {
namespace {

using api::Action;
using api::ItemState;
using api::JobState;
using api::Status;
using base::ErrorCode;

constexpr std::int64_t kIdsMax = 1'000;
constexpr std::int64_t kBatch = 500;
constexpr auto kRemovalUndoable = std::chrono::days(30);
// A large release is held back message by message; what this time does not suffice for is held when it leaves.
constexpr base::MonoTime kHoldBudget = std::chrono::seconds(3);

std::unexpected<base::Error> too_late() {
  return base::fail(ErrorCode::Refused, "It is too late to undo this: the messages have left");
}

}  // namespace

JobService::JobService(storage::Storage& storage, JobGate& gate, const base::Clock& clock, std::int64_t undo_window_secs)
    : storage_(storage), gate_(gate), clock_(clock), undo_window_secs_(undo_window_secs) {}

base::Result<std::vector<api::MessageId>> JobService::chosen(const domain::Scope& scope, const api::ActionRequest& request,
                                                             const api::query::Node* matching) const {
  std::vector<api::MessageId> ids;
  std::unordered_set<std::string> taken;
  if (matching != nullptr) {
    for (const api::MessageId& id : request.except) taken.insert(id.value);
    const auto limit = kJobItemsMax + static_cast<std::int64_t>(request.except.size()) + 1;
    TRY(const auto found, storage_.messages().ids(scope, *matching, limit));
    for (const api::MessageId& id : found) {
      if (taken.insert(id.value).second) ids.push_back(id);
    }
    if (static_cast<std::int64_t>(ids.size()) > kJobItemsMax) {
      return base::fail(ErrorCode::Refused, "That is more than 10,000 messages. Narrow the search and go in steps", "query");
    }
    return ids;
  }
  if (static_cast<std::int64_t>(request.ids.size()) > kIdsMax)
    return base::fail(ErrorCode::BadInput, "At most 1,000 messages at once", "ids");
  for (const api::MessageId& id : request.ids) {
    if (!taken.insert(id.value).second) continue;
    auto found = storage_.messages().find(scope, id);
    if (!found) {
      if (found.error().code == ErrorCode::NotFound) found.error().field = "ids";
      return std::unexpected(std::move(found).error());
    }
    ids.push_back(id);
  }
  return ids;
}

base::Result<api::Job> JobService::start(const domain::Scope& scope, const api::ActionRequest& request, const api::query::Node* matching) {
  TRY(const auto ids, chosen(scope, request, matching));
  if (ids.empty()) return base::fail(ErrorCode::Refused, "No message is chosen", matching != nullptr ? "query" : "ids");
  const bool is_seen_mark = request.action == Action::MarkSeen || request.action == Action::MarkUnseen;
  if (is_seen_mark) TRY_VOID(storage_.messages().set_seen(scope, ids, request.action == Action::MarkSeen));

  const base::WallTime now = clock_.wall_now();
  api::Job job{.action = request.action, .state = is_seen_mark ? JobState::Done : JobState::Waiting, .created_at = now};
  if (request.action == Action::Release) job.runs_at = job.undo_until = now + std::chrono::seconds(undo_window_secs_);
  if (request.action == Action::Remove) job.undo_until = now + kRemovalUndoable;
  job.total = static_cast<std::int64_t>(ids.size());
  job.items.reserve(ids.size());
  for (const api::MessageId& id : ids)
    job.items.push_back({.message_id = id, .state = is_seen_mark ? ItemState::Done : ItemState::Waiting});
  TRY(api::Job added, storage_.jobs().add(scope, job));
  job.id = added.id;
  if (request.action == Action::Release) {
    TRY_VOID(hold_for_release(scope, job));
    TRY(const std::int64_t open, storage_.jobs().open_items(job.id));
    if (open == 0) TRY_VOID(storage_.jobs().change_state(job.id, JobState::Waiting, JobState::Done));  // all skipped: nothing will come due
  }
  TRY_VOID(storage_.jobs().add_job_event(job.id));
  gate_.wake();
  return find(scope, job.id);
}

// The row says "release pending" from now on; a row in any other state was acted on elsewhere and is skipped.
base::Result<void> JobService::hold_for_release(const domain::Scope& scope, const api::Job& job) {
  const base::MonoTime started = clock_.mono_now();
  for (const api::JobItem& item : job.items) {
    if (clock_.mono_now() - started > kHoldBudget) break;
    const storage::MessageRepository::StatusChange change{.id = item.message_id,
                                                          .from = Status::Quarantined,
                                                          .to = Status::ReleasePending,
                                                          .at = clock_.wall_now(),
                                                          .trail_kind = "release_requested",
                                                          .trail_detail = {},
                                                          .delivery = std::nullopt,
                                                          .smtp_reply = {}};
    TRY(const bool held, storage_.messages().change_status(scope, change));
    if (held) continue;
    TRY_VOID(storage_.jobs().set_item(
        job.id, {.message_id = item.message_id, .state = ItemState::Skipped, .reply = "Already handled elsewhere"}, 0));
  }
  return {};
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

base::Result<bool> JobService::put_back(const domain::Scope& scope, const api::MessageId& id, Status from) const {
  return storage_.messages().change_status(scope, {.id = id,
                                                   .from = from,
                                                   .to = Status::Quarantined,
                                                   .at = clock_.wall_now(),
                                                   .trail_kind = "restored",
                                                   .trail_detail = {},
                                                   .delivery = std::nullopt,
                                                   .smtp_reply = {}});
}

// Every item in `from_state` (and those still waiting) goes back to where it was. The gate is held.
base::Result<void> JobService::take_back(const domain::Scope& scope, const api::Job& job, ItemState from_state) {
  const Status held_as = job.action == Action::Remove ? Status::Removed : Status::ReleasePending;
  for (std::int64_t offset = 0;; offset += kBatch) {
    TRY(const auto items, storage_.jobs().items(job.id, offset, kBatch));
    for (const api::JobItem& item : items) {
      const bool is_open = item.state == ItemState::Waiting || item.state == ItemState::Retrying;
      if ((!is_open && item.state != from_state) || gate_.is_claimed(job.id, item.message_id)) continue;
      TRY(const bool moved, put_back(scope, item.message_id, held_as));
      const bool was_done = item.state == ItemState::Done;
      api::JobItem back{.message_id = item.message_id, .state = moved || !was_done ? ItemState::Undone : ItemState::Skipped};
      if (!moved && was_done) back.reply = "Already handled elsewhere";
      TRY_VOID(storage_.jobs().set_item(job.id, back, 0));
    }
    if (static_cast<std::int64_t>(items.size()) < kBatch) return {};
  }
}

base::Result<api::Job> JobService::undo(const domain::Scope& scope, const api::JobId& id) {
  {
    const auto lock = gate_.lock();
    TRY(const api::Job job, storage_.jobs().find(scope, id));
    if (job.state == JobState::Undone) return as_shown(job, clock_.wall_now());
    if (job.action == Action::Release) {
      TRY(const bool stopped, storage_.jobs().change_state(id, JobState::Waiting, JobState::Undone));
      if (!stopped) return too_late();
      TRY_VOID(take_back(scope, job, ItemState::Waiting));
    } else if (job.action == Action::Remove) {
      if (job.undo_until && *job.undo_until < clock_.wall_now()) return too_late();
      bool stopped = false;
      for (const JobState from : {JobState::Waiting, JobState::Running, JobState::Done}) {
        TRY(const bool changed, storage_.jobs().change_state(id, from, JobState::Undone));
        stopped = stopped || changed;
        if (stopped) break;
      }
      if (!stopped) return base::fail(ErrorCode::Refused, "This cannot be undone any more");
      TRY_VOID(take_back(scope, job, ItemState::Done));
    } else {
      return base::fail(ErrorCode::Refused, "There is nothing to undo");
    }
    TRY_VOID(storage_.jobs().add_job_event(id));
  }
  gate_.wake();
  return find(scope, id);
}

base::Result<api::Job> JobService::cancel(const domain::Scope& scope, const api::JobId& id) {
  {
    const auto lock = gate_.lock();
    TRY(const api::Job job, storage_.jobs().find(scope, id));
    if (job.state == JobState::Cancelled || job.state == JobState::Undone) return as_shown(job, clock_.wall_now());
    TRY(bool stopped, storage_.jobs().change_state(id, JobState::Waiting, JobState::Cancelled));
    if (!stopped) {
      TRY(stopped, storage_.jobs().change_state(id, JobState::Running, JobState::Cancelled));
    }
    if (!stopped) return base::fail(ErrorCode::Refused, "It has already run");
    TRY_VOID(take_back(scope, job, ItemState::Waiting));
    TRY_VOID(storage_.jobs().add_job_event(id));
  }
  gate_.wake();
  return find(scope, id);
}

api::Job as_shown(api::Job job, base::WallTime now) {
  const bool can_undo = job.action == Action::Release  ? job.state == JobState::Waiting
                        : job.action == Action::Remove ? job.state != JobState::Undone && job.state != JobState::Cancelled
                                                       : false;
  if (!can_undo || (job.undo_until && *job.undo_until < now)) job.undo_until.reset();
  return job;
}

}  // namespace pratique::jobs
