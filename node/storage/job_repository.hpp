// Jobs, their items, answers kept for idempotent writes, and the outbox of events. Any thread; one transaction a call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/event.hpp"
#include "client/api/job.hpp"
#include "client/api/query.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

struct DueItem {  // one piece of work for the release worker
  api::JobId job_id;
  api::Action action = api::Action::Release;
  api::MessageId message_id;
  std::int64_t attempts = 0;
  std::string actor;
  std::int64_t account_id = 0;  // of who asked; 0: the node itself
  std::string intent_token;     // recorded before the hand-over; an item found with one after a crash was perhaps sent
};

struct KeptAnswer {
  int status = 0;
  std::string body;
  std::string request_hash;  // the same key with another body is a Conflict
};

// What a job is made of. What it acts on is fixed in the transaction that makes it.
struct NewJob {
  api::Job job;                                // action, state, times and `query`; `items` name the messages, unless `matching` does
  const api::query::Node* matching = nullptr;  // every message in scope that matches, less `except`
  std::vector<api::MessageId> except;
  std::optional<api::ListWish> list;  // with release_allow and remove_block
};

struct Worked {              // what one call of work() did
  std::int64_t items = 0;    // that it looked at
  bool has_more = false;     // more of the same is to be done at once
  bool is_finished = false;  // the job reached its end in this call
};

class JobRepository {
 public:
  virtual ~JobRepository() = default;
  // Gives id and figures. NotFound (field "ids"): a named message is not in scope. Refused: nothing is chosen.
  [[nodiscard]] virtual base::Result<api::Job> add(const domain::Scope& scope, const NewJob& job) = 0;
  [[nodiscard]] virtual base::Result<api::Job> find(const domain::Scope& scope, const api::JobId& id) const = 0;  // its first 1,000 items
  // The caller's own, newest first, without items.
  [[nodiscard]] virtual base::Result<api::JobPage> history(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const = 0;
  // In the order of arrival; of one state, or of all.
  [[nodiscard]] virtual base::Result<api::JobItemPage> items(const domain::Scope& scope, const api::JobId& id,
                                                             std::optional<api::ItemState> state, std::int64_t offset,
                                                             std::int64_t limit) const = 0;
  [[nodiscard]] virtual base::Result<std::optional<api::ListWish>> list_wish(const api::JobId& id) const = 0;
  [[nodiscard]] virtual base::Result<api::JobState> state(const api::JobId& id) const = 0;
  [[nodiscard]] virtual base::Result<bool> change_state(const api::JobId& id, api::JobState from, api::JobState to) = 0;
  [[nodiscard]] virtual base::Result<void> set_item(const api::JobId& id, const api::JobItem& item, std::int64_t attempts) = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> open_items(const api::JobId& id) const = 0;  // Waiting or Retrying

  // Jobs for which work() has something to do now, oldest first: messages to hold, remove or mark, or to bring back.
  [[nodiscard]] virtual base::Result<std::vector<api::JobId>> to_work() const = 0;
  // One transaction: what the job's state asks for, on its next `limit` items. A row is changed only from the state that the action
  // expects, so of two jobs over the same rows one acts and the other skips. Waiting, Running: rows are held for release, removed or
  // marked. Undoing, Cancelled: rows come back, except the `busy` ones, which somebody is just handing over.
  [[nodiscard]] virtual base::Result<Worked> work(const api::JobId& id, base::WallTime now, std::int64_t limit,
                                                  std::span<const api::MessageId> busy) = 0;
  // Messages held for release whose time has come (item's next_try_at, else the job's runs_at) in jobs that are Waiting or Running,
  // oldest first.
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
