// storage::BrandRepository over SQLite.
#pragma once

#include "node/storage/brand_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteBrandRepository final : public BrandRepository {
 public:
  explicit SqliteBrandRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::BrandPage> list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const override;
  [[nodiscard]] base::Result<api::Brand> find(const domain::Scope& scope, const api::BrandId& id) const override;
  [[nodiscard]] base::Result<api::Brand> add(const domain::Scope& scope, const api::NewBrand& brand) override;
  [[nodiscard]] base::Result<api::Brand> put(const domain::Scope& scope, const api::BrandId& id, const api::NewBrand& brand) override;
  [[nodiscard]] base::Result<api::Brand> put_logo(const domain::Scope& scope, const api::BrandId& id, std::string_view bytes) override;
  [[nodiscard]] base::Result<void> remove(const domain::Scope& scope, const api::BrandId& id) override;
  [[nodiscard]] base::Result<std::vector<StoredBrand>> every() const override;
  [[nodiscard]] base::Result<StoredBrand> of_domain(std::string_view domain) const override;
  [[nodiscard]] base::Result<std::int64_t> revision() const override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
