// /v1/requests: "Ask to release", and deciding about it.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer list_requests(Services& services, const Request& request);
[[nodiscard]] Answer make_request(Services& services, const Request& request);
[[nodiscard]] Answer approve_request(Services& services, const Request& request);  // and starts the release, as the decider's job
[[nodiscard]] Answer deny_request(Services& services, const Request& request);
[[nodiscard]] Answer withdraw_request(Services& services, const Request& request);

}  // namespace pratique::handlers
