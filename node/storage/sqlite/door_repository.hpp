// storage::DoorRepository over SQLite.
#pragma once

#include "node/storage/door_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteDoorRepository final : public DoorRepository {
 public:
  explicit SqliteDoorRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<Door> find(std::string_view domain) const override;
  [[nodiscard]] base::Result<void> put(std::string_view domain, const Door& door) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
