// Actions people ask for, as jobs: created here, carried out by JobRunner, undone and cancelled here. Any thread.
// Errors: NotFound (a message or job outside the scope), BadInput, Refused (too late to undo).
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "client/api/job.hpp"
#include "client/api/query.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"
#include "node/jobs/job_gate.hpp"
#include "node/storage/storage.hpp"

namespace pratique::jobs {

class JobService {
 public:
  JobService(storage::Storage& storage, JobGate& gate, const base::Clock& clock, std::int64_t undo_window_secs,
             bool has_filter = false);  // one to teach

  // `matching` is the parsed query of the request, when it has one. What is small is carried out before this returns.
  [[nodiscard]] base::Result<api::Job> start(const domain::Scope& scope, const api::ActionRequest& request,
                                             const api::query::Node* matching);
  [[nodiscard]] base::Result<api::Job> find(const domain::Scope& scope, const api::JobId& id) const;
  [[nodiscard]] base::Result<api::JobPage> history(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const;
  // Undone when it returns, or Undoing: a large job is taken back by the runner.
  [[nodiscard]] base::Result<api::Job> undo(const domain::Scope& scope, const api::JobId& id);
  [[nodiscard]] base::Result<api::Job> cancel(const domain::Scope& scope, const api::JobId& id);  // what has not run yet

 private:
  [[nodiscard]] std::chrono::seconds undo_window_of(const domain::Scope& scope) const;
  [[nodiscard]] base::Result<void> work_at_once(const api::Job& job, const std::vector<api::MessageId>& busy);

  storage::Storage& storage_;
  JobGate& gate_;
  const base::Clock& clock_;
  std::int64_t undo_window_secs_;
  bool has_filter_;
};

// `undo_until` only while undoing is possible: what a job shows depends on its state, not on when it was stored.
[[nodiscard]] api::Job as_shown(api::Job job, base::WallTime now);

}  // namespace pratique::jobs
