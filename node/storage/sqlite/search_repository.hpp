// storage::SearchRepository over SQLite.
#pragma once

#include "node/storage/search_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteSearchRepository final : public SearchRepository {
 public:
  explicit SqliteSearchRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::SavedSearches> list(const domain::Scope& scope) const override;
  [[nodiscard]] base::Result<api::SavedSearch> add(const domain::Scope& scope, const api::NewSavedSearch& search) override;
  [[nodiscard]] base::Result<api::SavedSearch> change(const domain::Scope& scope, const api::SearchId& id,
                                                      const api::NewSavedSearch& search) override;
  [[nodiscard]] base::Result<void> remove(const domain::Scope& scope, const api::SearchId& id) override;
  [[nodiscard]] base::Result<api::SavedSearches> reorder(const domain::Scope& scope, const std::vector<api::SearchId>& order) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
