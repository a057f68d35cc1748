// GET /v1/messages/{id}/text, /html, /headers, /parts and /parts/{n}: what a message holds, decoded and made harmless.
// Everything is in the caller's scope or 404.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer message_text(Services& services, const Request& request);
[[nodiscard]] Answer message_html(Services& services, const Request& request);  // ?images=1 keeps remote pictures
[[nodiscard]] Answer message_headers(Services& services, const Request& request);
[[nodiscard]] Answer message_parts(Services& services, const Request& request);
[[nodiscard]] Answer message_part(Services& services, const Request& request);

}  // namespace pratique::handlers
