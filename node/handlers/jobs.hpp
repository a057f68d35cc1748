// GET /v1/jobs and /v1/jobs/{id}: the caller's own actions, how far they are, message by message; undoing and cancelling them.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer list_jobs(Services& services, const Request& request);
[[nodiscard]] Answer show_job(Services& services, const Request& request);
[[nodiscard]] Answer list_job_items(Services& services, const Request& request);
[[nodiscard]] Answer undo_job(Services& services, const Request& request);
[[nodiscard]] Answer cancel_job(Services& services, const Request& request);

}  // namespace pratique::handlers
