// GET /v1/sessions, DELETE /v1/sessions and /v1/sessions/{id}: where a person is signed in, and ending it.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer list_sessions(Services& services, const Request& request);
[[nodiscard]] Answer end_session(Services& services, const Request& request);
[[nodiscard]] Answer end_other_sessions(Services& services, const Request& request);

}  // namespace pratique::handlers
