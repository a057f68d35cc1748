// GET /v1/messages/{id} and /raw: one message, and its bytes. Everything is in the caller's scope or 404.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer message_detail(Services& services, const Request& request);
[[nodiscard]] Answer message_raw(Services& services, const Request& request);  // byte-exact

// The stored message and its bytes, as everything under /v1/messages/{id}/ needs them.
struct OpenedMessage {
  api::MessageSummary summary;
  std::string bytes;
};
[[nodiscard]] base::Result<OpenedMessage> open_message(Services& services, const Request& request);

// Content-Disposition (RFC 6266) with a name from hostile mail: an ASCII form for old readers, UTF-8 by RFC 8187 for others.
[[nodiscard]] std::string attachment_disposition(std::string_view file_name);

}  // namespace pratique::handlers
