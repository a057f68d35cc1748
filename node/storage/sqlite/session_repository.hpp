// storage::SessionRepository over SQLite.
#pragma once

#include "node/storage/session_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteSessionRepository final : public SessionRepository {
 public:
  explicit SqliteSessionRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::OpenSessionPage> list(const domain::Scope& scope, std::string_view own_hash, base::WallTime now,
                                                        std::int64_t offset, std::int64_t limit) const override;
  [[nodiscard]] base::Result<void> end(const domain::Scope& scope, std::string_view id) override;
  [[nodiscard]] base::Result<std::int64_t> end_others(const domain::Scope& scope, std::string_view kept_hash) override;
  [[nodiscard]] base::Result<void> touch(std::string_view token_hash, base::WallTime used_at) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
