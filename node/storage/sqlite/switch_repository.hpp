// storage::SwitchRepository over SQLite.
#pragma once

#include "node/storage/sqlite/database.hpp"
#include "node/storage/switch_repository.hpp"

namespace pratique::storage::sqlite {

class SqliteSwitchRepository final : public SwitchRepository {
 public:
  explicit SqliteSwitchRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<domain::FilterSwitches> find(std::string_view domain) const override;
  [[nodiscard]] base::Result<void> put(std::string_view domain, const domain::FilterSwitches& switches) override;
  [[nodiscard]] base::Result<std::map<std::string, domain::FilterSwitches>> all() const override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
