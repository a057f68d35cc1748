#include "node/handlers/login_link.hpp"

#include "client/api/login_link.hpp"
#include "node/handlers/session.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t kLoginBytesMax = 320;
constexpr std::size_t kLanguageBytesMax = 35;

}  // namespace

Answer ask_for_link(Services& services, const Request& request) {
  TRY(const api::LinkWanted wanted, api::decode_link_wanted(request.body));
  if (wanted.login.empty()) return base::fail(ErrorCode::BadInput, "Enter your e-mail address", "login");
  if (wanted.login.size() > kLoginBytesMax) return base::fail(ErrorCode::BadInput, "That address is too long", "login");
  if (wanted.language.size() > kLanguageBytesMax) return base::fail(ErrorCode::BadInput, "That is not a language tag", "language");
  TRY_VOID(services.links.ask({.login = wanted.login, .language = wanted.language, .client_ip = request.client_ip}));
  return json_response(R"({"status":"asked"})", 202);
}

Answer sign_in_with_link(Services& services, const Request& request) {
  TRY(const api::LinkSignIn wanted, api::decode_link_sign_in(request.body));
  auto signed_in = services.authenticator.sign_in_with_link(wanted.link, wanted.code, wanted.stay, request.client());
  if (!signed_in && lacks_code(signed_in.error())) return ask_for_code(signed_in.error(), request);
  if (!signed_in) return std::unexpected(std::move(signed_in).error());
  return session_response(services, *signed_in);
}

}  // namespace pratique::handlers
