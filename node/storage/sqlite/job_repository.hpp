// storage::JobRepository over SQLite. Split: job_repository.cpp (jobs, items, kept answers), job_events.cpp (the outbox read).
#pragma once

#include "node/storage/job_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteJobRepository final : public JobRepository {
 public:
  explicit SqliteJobRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::Job> add(const domain::Scope& scope, const api::Job& job) override;
  [[nodiscard]] base::Result<api::Job> find(const domain::Scope& scope, const api::JobId& id) const override;
  [[nodiscard]] base::Result<bool> change_state(const api::JobId& id, api::JobState from, api::JobState to) override;
  [[nodiscard]] base::Result<void> set_item(const api::JobId& id, const api::JobItem& item, std::int64_t attempts) override;
  [[nodiscard]] base::Result<std::vector<api::JobItem>> items(const api::JobId& id, std::int64_t offset, std::int64_t limit) const override;
  [[nodiscard]] base::Result<std::int64_t> open_items(const api::JobId& id) const override;
  [[nodiscard]] base::Result<std::vector<DueItem>> due(base::WallTime at, std::int64_t limit) const override;
  [[nodiscard]] base::Result<std::optional<base::WallTime>> next_due() const override;
  [[nodiscard]] base::Result<void> record_intent(const api::JobId& id, const api::MessageId& message,
                                                 std::string_view intent_token) override;

  [[nodiscard]] base::Result<std::optional<KeptAnswer>> kept_answer(std::int64_t user_id, std::string_view key) const override;
  [[nodiscard]] base::Result<void> keep_answer(std::int64_t user_id, std::string_view key, const KeptAnswer& answer,
                                               base::WallTime at) override;

  [[nodiscard]] base::Result<std::vector<api::Event>> events_after(const domain::Scope& scope, std::int64_t id,
                                                                   std::int64_t limit) const override;
  [[nodiscard]] base::Result<std::int64_t> newest_event_id() const override;
  [[nodiscard]] base::Result<std::int64_t> oldest_event_id() const override;
  [[nodiscard]] base::Result<void> add_job_event(const api::JobId& id) override;

 private:
  Database& database_;
};

// A job as the API shows it. `row` must be a job.
[[nodiscard]] base::Result<api::Job> load_job(Connection& db, std::int64_t row);

}  // namespace pratique::storage::sqlite
