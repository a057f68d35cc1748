// GET /livez and /readyz: for whoever starts, watches or balances the node. They tell nothing else about it.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer livez(Services& services, const Request& request);
[[nodiscard]] Answer readyz(Services& services, const Request& request);  // Unavailable when storage does not answer

}  // namespace pratique::handlers
