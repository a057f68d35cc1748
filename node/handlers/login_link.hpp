// POST /v1/session/link and /v1/session/link/use: signing in with a link that comes by mail.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer ask_for_link(Services& services, const Request& request);
[[nodiscard]] Answer sign_in_with_link(Services& services, const Request& request);

}  // namespace pratique::handlers
