#include "node/handlers/second_factor.hpp"

#include "client/api/second_factor.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

// A wrong proof of somebody who is signed in is a wrong field, not the end of his session.
std::unexpected<base::Error> wrong_proof(base::Error error, const std::string& field) {
  if (error.code == ErrorCode::Unauthenticated) {
    error.code = ErrorCode::BadInput;
    if (field == "password") error.message = "That is not your password";
  }
  error.field = field;
  return std::unexpected(std::move(error));
}

base::Result<void> end_others(Services& services, const Request& request) {
  return services.storage.sessions().end_others(request.scope(), request.caller->token_hash).transform([](std::int64_t) {});
}

Response nothing() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace

Answer show_second_factor(Services& services, const Request& request) {
  TRY(const api::SecondFactorState state, services.second_factor.state(request.caller->user));
  return json_response(api::encode(state));
}

Answer begin_second_factor(Services& services, const Request& request) {
  TRY(const api::SecondFactorOffer offer, services.second_factor.begin(request.caller->user));
  return json_response(api::encode(offer), 201);
}

Answer confirm_second_factor(Services& services, const Request& request) {
  TRY(const api::Proof proof, api::decode_proof(request.body));
  if (proof.code.empty()) return base::fail(ErrorCode::BadInput, "Enter the code that your authenticator app shows", "code");
  TRY(const api::RecoveryCodes codes, services.second_factor.confirm(request.caller->user, proof.code));
  TRY_VOID(end_others(services, request));
  TRY_VOID(services.authenticator.note(api::SignInEventKind::SecondFactorOn, *request.caller, request.client_ip));
  return json_response(api::encode(codes));
}

Answer remove_second_factor(Services& services, const Request& request) {
  TRY(const api::Proof proof, api::decode_proof(request.body));
  if (proof.password.empty() && proof.code.empty())
    return base::fail(ErrorCode::BadInput, "Enter your password, or a code of your authenticator app", "code");
  TRY(const api::SecondFactorState state, services.second_factor.state(request.caller->user));
  if (!state.is_on) return base::fail(ErrorCode::NotFound, "There is no second factor to turn off");
  if (!proof.password.empty()) {
    const auto known = services.authenticator.confirm_password(*request.caller, proof.password, request.client_ip);
    if (!known) return wrong_proof(known.error(), "password");
  } else {
    const auto passed = services.second_factor.check(request.caller->user, proof.code);
    if (!passed) return wrong_proof(passed.error(), "code");
  }
  TRY_VOID(services.second_factor.turn_off(request.caller->user));
  TRY_VOID(end_others(services, request));
  TRY_VOID(services.authenticator.note(api::SignInEventKind::SecondFactorOff, *request.caller, request.client_ip));
  return nothing();
}

Answer change_password(Services& services, const Request& request) {
  TRY(const api::PasswordChange wanted, api::decode_password_change(request.body));
  const auto known = services.authenticator.confirm_password(*request.caller, wanted.password, request.client_ip);
  if (!known) return wrong_proof(known.error(), "password");
  TRY_VOID(services.authenticator.change_password(*request.caller, wanted.wanted, request.client_ip));
  return nothing();
}

}  // namespace pratique::handlers
