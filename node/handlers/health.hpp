// GET /v1/health: each link of the mail's way, tried just now or watched; super-administrators alone. GET /metrics: the same in figures,
// Prometheus' text format 0.0.4, for the networks that the operator names.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer show_health(Services& services, const Request& request);  // blocks for a few seconds when a link is down
[[nodiscard]] Answer metrics(Services& services, const Request& request);

}  // namespace pratique::handlers
