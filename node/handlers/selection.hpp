// GET /v1/selection: what "all that match" holds, for the pane that asks before acting on it.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer show_selection(Services& services, const Request& request);

}  // namespace pratique::handlers
