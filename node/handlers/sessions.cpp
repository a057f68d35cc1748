#include "node/handlers/sessions.hpp"

#include <limits>

#include "client/api/open_session.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kPageMax = 200;

}  // namespace

Answer list_sessions(Services& services, const Request& request) {
  TRY(const std::int64_t limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  TRY(const std::int64_t offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  TRY(const api::OpenSessionPage page,
      services.storage.sessions().list(request.scope(), request.caller->token_hash, services.clock.wall_now(), offset, limit));
  return json_response(api::encode(page));
}

Answer end_session(Services& services, const Request& request) {
  TRY_VOID(services.storage.sessions().end(request.scope(), request.path_value("id")));
  TRY_VOID(services.authenticator.note(api::SignInEventKind::SessionEnded, *request.caller, request.client_ip));
  Response response;
  response.status = 204;
  return response;
}

Answer end_other_sessions(Services& services, const Request& request) {
  TRY(const std::int64_t ended, services.storage.sessions().end_others(request.scope(), request.caller->token_hash));
  if (ended > 0) TRY_VOID(services.authenticator.note(api::SignInEventKind::SessionEnded, *request.caller, request.client_ip));
  return json_response(api::encode(api::EndedSessions{ended}));
}

}  // namespace pratique::handlers
