// GET /v1/messages/{id} and what is under it: one message opened. Everything is in the caller's scope or 404.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer message_detail(Services& services, const Request& request);
[[nodiscard]] Answer message_text(Services& services, const Request& request);
[[nodiscard]] Answer message_html(Services& services, const Request& request);     // ?images=1 keeps remote pictures
[[nodiscard]] Answer message_raw(Services& services, const Request& request);      // byte-exact
[[nodiscard]] Answer message_headers(Services& services, const Request& request);
[[nodiscard]] Answer message_parts(Services& services, const Request& request);
[[nodiscard]] Answer message_part(Services& services, const Request& request);

}  // namespace pratique::handlers
