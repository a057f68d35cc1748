// Jobs, their items, answers kept for idempotent writes, and the outbox of events. Any thread; one transaction a call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/event.hpp"
#include "client/api/job.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

struct DueItem {  // one piece of work for the release worker
  api::JobId job_id;
  api::Action action = api::Action::Release;
  api::MessageId message_id;
  std::int64_t attempts = 0;
  std::string actor;
  std::string intent_token;  // recorded before the hand-over; an item found with one after a crash was perhaps sent
};

struct KeptAnswer {
  int status = 0;
  std::string body;
  std::string request_hash;  // the same key with another body is a Conflict
};

class JobRepository {
 public:
  virtual ~JobRepository() = default;
  [[nodiscard]] virtual base::Result<api::Job> add(const domain::Scope& scope, const api::Job& job) = 0;  // ids of job.items; gives the id
  [[nodiscard]] virtual base::Result<api::Job> find(const domain::Scope& scope, const api::JobId& id) const = 0;
  [[nodiscard]] virtual base::Result<bool> change_state(const api::JobId& id, api::JobState from, api::JobState to) = 0;
  [[nodiscard]] virtual base::Result<void> set_item(const api::JobId& id, const api::JobItem& item, std::int64_t attempts) = 0;
  // Every item, not only the first 1,000 that a job shows; in the order of creation.
  [[nodiscard]] virtual base::Result<std::vector<api::JobItem>> items(const api::JobId& id, std::int64_t offset,
                                                                      std::int64_t limit) const = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> open_items(const api::JobId& id) const = 0;  // Waiting or Retrying
  // Items in state Waiting or Retrying of jobs in state Waiting or Running, of any action, whose time has come (item's
  // next_try_at, else the job's runs_at, else at once), oldest first.
  [[nodiscard]] virtual base::Result<std::vector<DueItem>> due(base::WallTime at, std::int64_t limit) const = 0;
  [[nodiscard]] virtual base::Result<std::optional<base::WallTime>> next_due() const = 0;
  // Written and durable before the destination is spoken to.
  [[nodiscard]] virtual base::Result<void> record_intent(const api::JobId& id, const api::MessageId& message,
                                                         std::string_view intent_token) = 0;

  [[nodiscard]] virtual base::Result<std::optional<KeptAnswer>> kept_answer(std::int64_t user_id, std::string_view key) const = 0;
  [[nodiscard]] virtual base::Result<void> keep_answer(std::int64_t user_id, std::string_view key, const KeptAnswer& answer,
                                                       base::WallTime at) = 0;

  // The outbox: events visible to a scope after `id`, in order. Rows older than a day are dropped.
  [[nodiscard]] virtual base::Result<std::vector<api::Event>> events_after(const domain::Scope& scope, std::int64_t id,
                                                                           std::int64_t limit) const = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> newest_event_id() const = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> oldest_event_id() const = 0;
  [[nodiscard]] virtual base::Result<void> add_job_event(
      const api::JobId& id) = 0;  // message events are written by MessageRepository in its own transactions
};

}  // namespace pratique::storage
