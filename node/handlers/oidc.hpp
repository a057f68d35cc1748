// /v1/session/oidc…: signing in at a domain's own provider; /v1/domains/{domain}/oidc: which that is.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer start_oidc(Services& services, const Request& request);
[[nodiscard]] Answer oidc_callback(Services& services, const Request& request);
[[nodiscard]] Answer sign_in_with_oidc(Services& services, const Request& request);
[[nodiscard]] Answer show_oidc(Services& services, const Request& request);
[[nodiscard]] Answer change_oidc(Services& services, const Request& request);
[[nodiscard]] Answer remove_oidc(Services& services, const Request& request);

}  // namespace pratique::handlers
