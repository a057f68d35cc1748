// POST and DELETE /v1/session: signing in and out.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer sign_in(Services& services, const Request& request);
[[nodiscard]] Answer sign_out(Services& services, const Request& request);

}  // namespace pratique::handlers
