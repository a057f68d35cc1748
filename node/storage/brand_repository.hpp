// Brands. Any thread; every call is one transaction. Administrators have the brands whose domains are all theirs, super-administrators all;
// nobody else has any, and what one does not have is not there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/brand.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

struct StoredBrand {
  std::int64_t id = 0;  // 0: no brand is kept; the product's own words
  api::NewBrand brand;
  bool is_of_node = false;
  std::string logo;  // bytes; empty: none
};

class BrandRepository {
 public:
  virtual ~BrandRepository() = default;
  // By name. offset from 0, limit 1 to 200.
  [[nodiscard]] virtual base::Result<api::BrandPage> list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const = 0;
  [[nodiscard]] virtual base::Result<api::Brand> find(const domain::Scope& scope, const api::BrandId& id) const = 0;
  // `brand` as domain::check_brand gives it. Conflict names the domain or host name that another brand has; errors of domain::may_keep.
  [[nodiscard]] virtual base::Result<api::Brand> add(const domain::Scope& scope, const api::NewBrand& brand) = 0;
  [[nodiscard]] virtual base::Result<api::Brand> put(const domain::Scope& scope, const api::BrandId& id, const api::NewBrand& brand) = 0;
  // As domain::check_logo takes it; empty: no logo.
  [[nodiscard]] virtual base::Result<api::Brand> put_logo(const domain::Scope& scope, const api::BrandId& id, std::string_view bytes) = 0;
  [[nodiscard]] virtual base::Result<void> remove(const domain::Scope& scope, const api::BrandId& id) = 0;

  // What the portal and mails show to anybody, whoever asks.
  [[nodiscard]] virtual base::Result<std::vector<StoredBrand>> every() const = 0;
  [[nodiscard]] virtual base::Result<StoredBrand> of_domain(
      std::string_view domain) const = 0;                                 // its own, else the node's, else the product's
  [[nodiscard]] virtual base::Result<std::int64_t> revision() const = 0;  // another number after each change
};

}  // namespace pratique::storage
