// GET /v1/me and PATCH /v1/me/settings: who is signed in, and what they like.
#pragma once

#include "client/api/session.hpp"
#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer show_me(Services& services, const Request& request);
// Changes the fields that are there, leaves the others; answers all settings. BadInput names the field.
[[nodiscard]] Answer change_settings(Services& services, const Request& request);

[[nodiscard]] api::Me me_of(Services& services, const storage::User& user);

}  // namespace pratique::handlers
