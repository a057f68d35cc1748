// storage::MessageRepository over SQLite. Split by what it does: message_insert.cpp, message_list.cpp,
// message_histogram.cpp, message_selection.cpp, message_change.cpp.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "node/storage/message_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteMessageRepository final : public MessageRepository {
 public:
  explicit SqliteMessageRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<std::vector<Inserted>> insert(std::span<const NewDelivery> deliveries) override;
  [[nodiscard]] base::Result<api::MessagePage> list(const domain::Scope& scope, const ListQuery& query) const override;
  [[nodiscard]] base::Result<std::vector<api::MessageSummary>> walk(const domain::Scope& scope, const api::query::Node& where,
                                                                    const std::optional<Place>& beyond, std::int64_t limit) const override;
  [[nodiscard]] base::Result<std::int64_t> count(const domain::Scope& scope, const api::query::Node& where) const override;
  [[nodiscard]] base::Result<api::Histogram> histogram(const domain::Scope& scope, const api::query::Node& where, api::Bucket bucket,
                                                       int zone_offset_minutes) const override;
  [[nodiscard]] base::Result<api::MessageDetail> detail(const domain::Scope& scope, const api::MessageId& id) const override;
  [[nodiscard]] base::Result<StoredDelivery> find(const domain::Scope& scope, const api::MessageId& id) const override;
  [[nodiscard]] base::Result<std::vector<api::MessageId>> ids(const domain::Scope& scope, const api::query::Node& where,
                                                              std::int64_t limit) const override;
  [[nodiscard]] base::Result<api::SelectionSummary> selection(const domain::Scope& scope, const api::query::Node& where,
                                                              std::span<const api::MessageId> except) const override;
  [[nodiscard]] base::Result<bool> change_status(const domain::Scope& scope, const StatusChange& change) override;
  [[nodiscard]] base::Result<void> add_trail(const domain::Scope& scope, const api::MessageId& id, const api::TrailEvent& event) override;
  [[nodiscard]] base::Result<void> set_seen(const domain::Scope& scope, std::span<const api::MessageId> ids, bool seen) override;
  [[nodiscard]] base::Result<std::vector<std::string>> known_senders(std::string_view recipient_domain, std::int64_t limit) const override;
  [[nodiscard]] base::Result<std::vector<std::string>> blob_hashes(std::string_view after, std::int64_t limit) const override;

 private:
  // One caller of insert(), waiting for the commit that carries its deliveries.
  using InsertResult = base::Result<std::vector<Inserted>>;
  struct Waiting {
    std::span<const NewDelivery> deliveries;
    std::optional<InsertResult> result;  // guarded by insert_mutex_
  };
  [[nodiscard]] std::vector<InsertResult> commit_together(const std::vector<Waiting*>& batch);

  Database& database_;
  std::mutex insert_mutex_;
  std::condition_variable insert_done_;
  std::vector<Waiting*> insert_queue_;
  bool insert_running_ = false;
};

}  // namespace pratique::storage::sqlite
