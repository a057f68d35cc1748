// storage::PolicyRepository over SQLite.
#pragma once

#include "node/storage/policy_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqlitePolicyRepository final : public PolicyRepository {
 public:
  explicit SqlitePolicyRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<domain::ReleasePolicy> find(std::string_view domain) const override;
  [[nodiscard]] base::Result<void> put(std::string_view domain, const domain::ReleasePolicy& policy) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
