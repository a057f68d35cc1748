// Saved searches, each account its own. Any thread; one transaction a call. NotFound: not this account's.
#pragma once

#include <cstdint>
#include <vector>

#include "client/api/saved_search.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

class SearchRepository {
 public:
  virtual ~SearchRepository() = default;
  [[nodiscard]] virtual base::Result<api::SavedSearches> list(const domain::Scope& scope) const = 0;  // in the reader's order
  [[nodiscard]] virtual base::Result<api::SavedSearch> add(const domain::Scope& scope,
                                                           const api::NewSavedSearch& search) = 0;  // Refused: too many
  [[nodiscard]] virtual base::Result<api::SavedSearch> change(const domain::Scope& scope, const api::SearchId& id,
                                                              const api::NewSavedSearch& search) = 0;
  [[nodiscard]] virtual base::Result<void> remove(const domain::Scope& scope, const api::SearchId& id) = 0;
  // BadInput, field "order", unless it names every search once.
  [[nodiscard]] virtual base::Result<api::SavedSearches> reorder(const domain::Scope& scope, const std::vector<api::SearchId>& order) = 0;
};

}  // namespace pratique::storage
