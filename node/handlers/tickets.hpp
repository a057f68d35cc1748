// POST /v1/authtickets, POST /v1/session/ticket, GET /v1/sign-ins: single sign-on from a panel, and who signed in how.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer make_ticket(Services& services, const Request& request);
[[nodiscard]] Answer sign_in_with_ticket(Services& services, const Request& request);
[[nodiscard]] Answer list_sign_ins(Services& services, const Request& request);

}  // namespace pratique::handlers
