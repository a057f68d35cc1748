// POST and DELETE /v1/session: signing in and out.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

// A sign-in whose code is missing or wrong, and what is answered to it.
[[nodiscard]] bool lacks_code(const base::Error& error);
[[nodiscard]] Response ask_for_code(const base::Error& error, const Request& request);
[[nodiscard]] Response session_response(Services& services, const auth::SignedIn& signed_in);

[[nodiscard]] Answer sign_in(Services& services, const Request& request);
[[nodiscard]] Answer sign_out(Services& services, const Request& request);

}  // namespace pratique::handlers
