#include "node/handlers/session.hpp"

#include "client/api/json_writer.hpp"
#include "client/api/second_factor.hpp"
#include "node/handlers/me.hpp"

namespace pratique::handlers {

bool lacks_code(const base::Error& error) {
  return error.code == base::ErrorCode::Unauthenticated && error.field == "code";
}

// Written here, since it is no error of the whole contract: an older client takes it for a refused sign-in, which it is.
Response ask_for_code(const base::Error& error, const Request& request) {
  api::JsonWriter json;
  json.begin_object();
  json.field("code", api::kSecondFactorCode);
  json.field("message", error.message);
  json.field("request_id", request.id);
  json.field("field", "code");
  json.end_object();
  Response response = json_response(std::move(json).take(), 401);
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response session_response(Services& services, const auth::SignedIn& signed_in) {
  const api::Session session{.token = signed_in.token, .expires_at = signed_in.expires_at, .me = me_of(services, signed_in.user)};
  return json_response(api::encode(session), 201);
}

namespace {

Answer sign_in_now(Services& services, const api::SignIn& wanted, const std::string& code, const Request& request) {
  auto signed_in = services.authenticator.sign_in(wanted, code, request.client());
  if (!signed_in) {
    if (lacks_code(signed_in.error())) return ask_for_code(signed_in.error(), request);
    services.log.warning("sign_in_refused",
                         {{"request_id", request.id}, {"client_ip", request.client_ip}, {"why", signed_in.error().message}});
    return std::unexpected(std::move(signed_in).error());
  }
  return session_response(services, *signed_in);
}

}  // namespace

Answer sign_in(Services& services, const Request& request) {
  TRY(api::SignIn wanted, api::decode_sign_in(request.body));
  TRY(auto door, services.authenticator.door_of(wanted, request.client_ip));
  TRY(api::Proof proof, api::decode_proof(request.body));
  if (!door) return sign_in_now(services, wanted, proof.code, request);
  return response_after(*std::move(door), [&services, wanted = std::move(wanted), code = std::move(proof.code), request] {
    return sign_in_now(services, wanted, code, request);
  });
}

Answer sign_out(Services& services, const Request& request) {
  TRY_VOID(services.authenticator.sign_out(*request.caller, request.client_ip));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace pratique::handlers
