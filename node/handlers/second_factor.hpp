// /v1/me/totp and /v1/me/password: what a person signs in with. Each change ends the person's other sessions.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer show_second_factor(Services& services, const Request& request);
[[nodiscard]] Answer begin_second_factor(Services& services, const Request& request);
[[nodiscard]] Answer confirm_second_factor(Services& services, const Request& request);
[[nodiscard]] Answer remove_second_factor(Services& services, const Request& request);
[[nodiscard]] Answer change_password(Services& services, const Request& request);

}  // namespace pratique::handlers
