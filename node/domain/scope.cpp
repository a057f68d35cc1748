#include "node/domain/scope.hpp"

#include <algorithm>

#include "node/domain/address.hpp"

namespace pratique::domain {

Scope Scope::system() {
  Scope scope;
  scope.role = api::Role::SuperAdmin;
  return scope;
}

bool Scope::allows(std::string_view recipient) const {
  if (sees_everything()) return true;
  const std::string key = address_key(recipient);
  const auto same = [](std::string_view wanted) { return [wanted](const std::string& own) { return address_key(own) == wanted; }; };
  if (role == api::Role::Email) return std::ranges::any_of(addresses, same(key));
  const auto at = key.rfind('@');
  return at != std::string::npos && std::ranges::any_of(domains, same(std::string_view(key).substr(at + 1)));
}

}  // namespace pratique::domain
