#include "node/handlers/session.hpp"

#include "node/handlers/me.hpp"

namespace pratique::handlers {

namespace {

Answer sign_in_now(Services& services, const api::SignIn& wanted, const Request& request) {
  auto signed_in = services.authenticator.sign_in(wanted, request.client_ip);
  if (!signed_in) {
    services.log.warning("sign_in_refused",
                         {{"request_id", request.id}, {"client_ip", request.client_ip}, {"why", signed_in.error().message}});
    return std::unexpected(std::move(signed_in).error());
  }
  const api::Session session{.token = signed_in->token, .expires_at = signed_in->expires_at, .me = me_of(services, signed_in->user)};
  return json_response(api::encode(session), 201);
}

}  // namespace

Answer sign_in(Services& services, const Request& request) {
  TRY(api::SignIn wanted, api::decode_sign_in(request.body));
  TRY(auto door, services.authenticator.door_of(wanted, request.client_ip));
  if (!door) return sign_in_now(services, wanted, request);
  return response_after(*std::move(door),
                        [&services, wanted = std::move(wanted), request] { return sign_in_now(services, wanted, request); });
}

Answer sign_out(Services& services, const Request& request) {
  TRY_VOID(services.authenticator.sign_out(*request.caller, request.client_ip));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace pratique::handlers
