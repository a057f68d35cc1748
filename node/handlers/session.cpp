#include "node/handlers/session.hpp"

#include "node/handlers/me.hpp"

namespace pratique::handlers {

Answer sign_in(Services& services, const Request& request) {
  TRY(const api::SignIn wanted, api::decode_sign_in(request.body));
  auto signed_in = services.authenticator.sign_in(wanted, request.client_ip);
  if (!signed_in) {
    services.log.warning("sign_in_refused",
                         {{"request_id", request.id}, {"client_ip", request.client_ip}, {"why", signed_in.error().message}});
    return std::unexpected(std::move(signed_in).error());
  }
  const api::Session session{.token = signed_in->token, .expires_at = signed_in->expires_at, .me = me_of(services, signed_in->user)};
  return json_response(api::encode(session), 201);
}

Answer sign_out(Services& services, const Request& request) {
  TRY_VOID(services.authenticator.sign_out(*request.caller, request.client_ip));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace pratique::handlers
