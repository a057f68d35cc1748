// storage::OidcRepository over SQLite.
#pragma once

#include "node/storage/oidc_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteOidcRepository final : public OidcRepository {
 public:
  explicit SqliteOidcRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<OidcProvider> find(std::string_view domain) const override;
  [[nodiscard]] base::Result<void> put(const OidcProvider& provider) override;
  [[nodiscard]] base::Result<void> remove(std::string_view domain) override;
  [[nodiscard]] base::Result<void> begin(const OidcSignIn& sign_in) override;
  [[nodiscard]] base::Result<OidcSignIn> take(std::string_view state_hash, base::WallTime now) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
