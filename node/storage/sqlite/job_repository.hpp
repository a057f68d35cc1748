// storage::JobRepository over SQLite. Split: job_repository.cpp (making and reading jobs), job_work.cpp (changing rows by sets),
// job_due.cpp (messages to hand over one by one), job_events.cpp (the outbox read, kept answers).
#pragma once

#include "node/storage/job_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteJobRepository final : public JobRepository {
 public:
  explicit SqliteJobRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::Job> add(const domain::Scope& scope, const NewJob& job) override;
  [[nodiscard]] base::Result<api::Job> find(const domain::Scope& scope, const api::JobId& id) const override;
  [[nodiscard]] base::Result<api::JobPage> history(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const override;
  [[nodiscard]] base::Result<api::JobItemPage> items(const domain::Scope& scope, const api::JobId& id, std::optional<api::ItemState> state,
                                                     std::int64_t offset, std::int64_t limit) const override;
  [[nodiscard]] base::Result<std::optional<api::ListWish>> list_wish(const api::JobId& id) const override;
  [[nodiscard]] base::Result<api::JobState> state(const api::JobId& id) const override;
  [[nodiscard]] base::Result<bool> change_state(const api::JobId& id, api::JobState from, api::JobState to) override;
  [[nodiscard]] base::Result<void> set_item(const api::JobId& id, const api::JobItem& item, std::int64_t attempts) override;
  [[nodiscard]] base::Result<std::int64_t> open_items(const api::JobId& id) const override;
  [[nodiscard]] base::Result<std::vector<api::JobId>> to_work() const override;
  [[nodiscard]] base::Result<Worked> work(const api::JobId& id, base::WallTime now, std::int64_t limit,
                                          std::span<const api::MessageId> busy) override;
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

enum class Items : std::uint8_t {
  First,     // up to kItemsShown
  IfNoMore,  // all of them, or none when they are more than kItemsShown
  None,
};
inline constexpr std::int64_t kItemsShown = 1000;

// A job as the API shows it; NotFound when there is none.
[[nodiscard]] base::Result<api::Job> load_job(Connection& db, std::int64_t row, Items items);
// Of this job, in these states.
[[nodiscard]] base::Result<std::int64_t> count_items(Connection& db, std::int64_t job_row, std::span<const api::ItemState> states);

}  // namespace pratique::storage::sqlite
