// GET, PUT and DELETE /v1/domains/{domain}/sign-in: whose server checks the passwords of a domain's people.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer show_domain_sign_in(Services& services, const Request& request);
[[nodiscard]] Answer change_domain_sign_in(Services& services, const Request& request);
[[nodiscard]] Answer remove_domain_sign_in(Services& services, const Request& request);

}  // namespace pratique::handlers
