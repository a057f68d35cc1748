// The domain that a path names, for administrators of it. Domains whose people only use them are not theirs to manage.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

// Of {domain} in the path. NotFound: not on this node, or not the caller's to manage.
[[nodiscard]] base::Result<storage::Domain> own_domain(Services& services, const Request& request);

// Super-administrators all, administrators their own; nobody else any.
[[nodiscard]] bool may_manage(const domain::Scope& scope, std::string_view domain);

}  // namespace pratique::handlers
