#include "node/handlers/probes.hpp"

namespace pratique::handlers {

Answer livez(Services&, const Request&) {
  return json_response(R"({"status":"ok"})");
}

Answer readyz(Services& services, const Request&) {
  if (const auto pong = services.storage.ping(); !pong) {
    services.log.error("storage_not_ready", {{"detail", pong.error().message}});
    return base::fail(base::ErrorCode::Unavailable, "The store does not answer", {}, pong.error().detail);
  }
  return json_response(R"({"status":"ok"})");
}

}  // namespace pratique::handlers
