// /v1/searches: the caller's saved searches, in his order.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer list_searches(Services& services, const Request& request);
[[nodiscard]] Answer save_search(Services& services, const Request& request);
[[nodiscard]] Answer order_searches(Services& services, const Request& request);
[[nodiscard]] Answer change_search(Services& services, const Request& request);
[[nodiscard]] Answer remove_search(Services& services, const Request& request);

}  // namespace pratique::handlers
