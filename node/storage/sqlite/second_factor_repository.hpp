// storage::SecondFactorRepository over SQLite.
#pragma once

#include "node/storage/second_factor_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteSecondFactorRepository final : public SecondFactorRepository {
 public:
  explicit SqliteSecondFactorRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<StoredSecondFactor> find(std::int64_t user_id) const override;
  [[nodiscard]] base::Result<void> begin(std::int64_t user_id, std::string_view sealed_secret) override;
  [[nodiscard]] base::Result<void> confirm(std::int64_t user_id, std::int64_t step, const std::vector<std::string>& code_hashes,
                                           base::WallTime at) override;
  [[nodiscard]] base::Result<bool> take_step(std::int64_t user_id, std::int64_t step) override;
  [[nodiscard]] base::Result<bool> take_recovery_code(std::int64_t user_id, std::string_view code_hash) override;
  [[nodiscard]] base::Result<void> remove(std::int64_t user_id) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
