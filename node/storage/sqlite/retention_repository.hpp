// storage::RetentionRepository over SQLite and the blobs beside it.
#pragma once

#include "node/storage/blob_store.hpp"
#include "node/storage/retention_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteRetentionRepository final : public RetentionRepository {
 public:
  SqliteRetentionRepository(Database& database, BlobStore& blobs) : database_(database), blobs_(blobs) {}

  [[nodiscard]] base::Result<std::int64_t> expire(base::WallTime now, std::int64_t limit) override;
  [[nodiscard]] base::Result<std::int64_t> forget(base::WallTime before, std::int64_t limit) override;
  [[nodiscard]] base::Result<void> forget_notes(base::WallTime before) override;
  [[nodiscard]] base::Result<std::int64_t> remove_files(std::chrono::seconds grace, std::int64_t limit) override;

 private:
  Database& database_;
  BlobStore& blobs_;
};

}  // namespace pratique::storage::sqlite
