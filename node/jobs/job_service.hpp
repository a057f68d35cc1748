// Actions people ask for, as jobs: created here, carried out by JobRunner, undone and cancelled here. Any thread.
// Errors: NotFound (a message or job outside the scope), BadInput, Refused (too late to undo).
#pragma once

#include <cstdint>
#include <functional>

#include "client/api/job.hpp"
#include "client/api/query.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"
#include "node/jobs/job_gate.hpp"
#include "node/storage/storage.hpp"

namespace pratique::jobs {

inline constexpr std::int64_t kJobItemsMax = 10'000;  // messages of one action given by a query

class JobService {
 public:
  JobService(storage::Storage& storage, JobGate& gate, const base::Clock& clock, std::int64_t undo_window_secs);

  // `matching` is the parsed query of the request, when it has one.
  [[nodiscard]] base::Result<api::Job> start(const domain::Scope& scope, const api::ActionRequest& request,
                                             const api::query::Node* matching);
  [[nodiscard]] base::Result<api::Job> find(const domain::Scope& scope, const api::JobId& id) const;
  [[nodiscard]] base::Result<api::Job> undo(const domain::Scope& scope, const api::JobId& id);
  [[nodiscard]] base::Result<api::Job> cancel(const domain::Scope& scope, const api::JobId& id);  // what has not run yet

 private:
  [[nodiscard]] base::Result<std::vector<api::MessageId>> chosen(const domain::Scope& scope, const api::ActionRequest& request,
                                                                 const api::query::Node* matching) const;
  [[nodiscard]] base::Result<void> hold_for_release(const domain::Scope& scope, const api::Job& job);
  [[nodiscard]] base::Result<void> take_back(const domain::Scope& scope, const api::Job& job, api::ItemState from_state);
  [[nodiscard]] base::Result<bool> put_back(const domain::Scope& scope, const api::MessageId& id, api::Status from) const;

  storage::Storage& storage_;
  JobGate& gate_;
  const base::Clock& clock_;
  std::int64_t undo_window_secs_;
};

// `undo_until` only while undoing is possible: what a job shows depends on its state, not on when it was stored.
[[nodiscard]] api::Job as_shown(api::Job job, base::WallTime now);

}  // namespace pratique::jobs
