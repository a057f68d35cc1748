#include "node/handlers/own_domain.hpp"

#include <algorithm>

#include "node/domain/address.hpp"

namespace pratique::handlers {

bool may_manage(const domain::Scope& scope, std::string_view domain) {
  if (scope.sees_everything()) return true;
  return scope.role == api::Role::Admin && std::ranges::find(scope.domains, domain) != scope.domains.end();
}

base::Result<storage::Domain> own_domain(Services& services, const Request& request) {
  const auto nothing = [] { return base::fail(base::ErrorCode::NotFound, "There is no such domain here", "domain"); };
  const auto name = domain::normalise_domain(request.path_value("domain"));
  if (!name || !may_manage(request.scope(), *name)) return nothing();
  auto found = services.storage.accounts().find_domain(*name);
  if (!found && found.error().code == base::ErrorCode::NotFound) return nothing();
  return found;
}

}  // namespace pratique::handlers
