// storage::LogRepository over SQLite. log_repository.cpp finds the row that a fact belongs to, log_merge.cpp says what it changes.
#pragma once

#include "node/storage/log_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteLogRepository final : public LogRepository {
 public:
  explicit SqliteLogRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<void> take_lines(std::span<const LogEntry> entries, const LogPlace& place) override;
  [[nodiscard]] base::Result<bool> take_event(const FilterEventKey& event, std::span<const LogFact> facts) override;
  [[nodiscard]] base::Result<std::optional<LogPlace>> place() const override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
