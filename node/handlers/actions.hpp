// POST /v1/actions: asking for something to be done with messages. handlers/jobs.hpp tells how it goes.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer start_action(Services& services, const Request& request);

}  // namespace pratique::handlers
