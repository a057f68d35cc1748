// POST /v1/actions and /v1/jobs/{id}: asking for an action, watching, undoing and cancelling it.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer start_action(Services& services, const Request& request);
[[nodiscard]] Answer show_job(Services& services, const Request& request);
[[nodiscard]] Answer undo_job(Services& services, const Request& request);
[[nodiscard]] Answer cancel_job(Services& services, const Request& request);

}  // namespace pratique::handlers
