// GET /v1/messages, /count and /histogram: the list and its figures, in the caller's scope.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer list_messages(Services& services, const Request& request);
[[nodiscard]] Answer count_messages(Services& services, const Request& request);
[[nodiscard]] Answer message_histogram(Services& services, const Request& request);

}  // namespace pratique::handlers
