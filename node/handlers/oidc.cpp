#include "node/handlers/oidc.hpp"

#include <algorithm>

#include "client/api/oidc.hpp"
#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/handlers/session.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t kBindingDigits = 64;
constexpr std::size_t kGivenBytesMax = 4000;

// People are here in a browser: whatever happens, they come to a page that says so.
Response go_to(const std::string& address) {
  Response response;
  response.status = 302;
  response.content_type = "text/plain; charset=utf-8";
  response.headers.emplace_back("Location", address);
  return response;
}

Response back_with(const std::string& fault) {
  return go_to("/#oidc=error=" + fault);
}

void log_failure(Services& services, const Request& request, const char* what, const base::Error& error) {
  services.log.warning(what, {{"request_id", request.id},
                              {"client_ip", request.client_ip},
                              {"message", error.message},
                              {"detail", base::to_one_line(error.detail)}});
}

// Providers sign in whoever they like as anybody of the domain, so they are administrators' business.
base::Result<std::string> own_domain(Services& services, const Request& request) {
  const auto nothing = [] { return base::fail(ErrorCode::NotFound, "There is no such domain"); };
  const auto name = domain::normalise_domain(request.path_value("domain"));
  if (!name) return nothing();
  const domain::Scope& scope = request.scope();
  const bool is_own = scope.role == api::Role::Admin && std::ranges::find(scope.domains, *name) != scope.domains.end();
  if (!scope.sees_everything() && !is_own) return nothing();
  TRY_VOID(services.storage.accounts().find_domain(*name));
  return *name;
}

}  // namespace

Answer start_oidc(Services& services, const Request& request) {
  const std::string binding = request.query_value("binding");
  if (binding.size() != kBindingDigits || binding.find_first_not_of("0123456789abcdef") != std::string::npos)
    return base::fail(ErrorCode::BadInput, "64 hexadecimal digits", "binding");
  const auto domain = domain::normalise_domain(request.query_value("domain"));
  if (!domain) return back_with("not_there");
  const auto address = services.oidc.start(*domain, binding, request.client_ip);
  if (address) return go_to(*address);
  if (address.error().code == ErrorCode::NotFound) return back_with("not_there");
  log_failure(services, request, "oidc_not_started", address.error());
  return back_with("unavailable");
}

// What the provider brought goes on in the fragment: the page alone reads it, and takes it out of its address at once.
Answer oidc_callback(Services& services, const Request& request) {
  if (const std::string fault = request.query_value("error"); !fault.empty()) {
    log_failure(services, request, "oidc_refused",
                {.code = ErrorCode::Unauthenticated, .message = "The provider refused", .detail = fault.substr(0, 200)});
    return back_with("refused");
  }
  std::string address = "/#oidc=";
  for (const char* name : {"code", "state", "iss"}) {
    const std::string value = request.query_value(name);
    if (value.size() > kGivenBytesMax) return back_with("refused");
    address += (address.ends_with('=') && address.size() == 7 ? "" : "&") + std::string(name) + "=" + base::percent_encode(value);
  }
  return go_to(address);
}

Answer sign_in_with_oidc(Services& services, const Request& request) {
  TRY(const api::OidcReturn given, api::decode_oidc_return(request.body));
  const auto confirmed = services.oidc.finish(given, request.client_ip);
  if (!confirmed) {
    log_failure(services, request, "oidc_refused", confirmed.error());
    return std::unexpected(confirmed.error());
  }
  TRY(const auth::SignedIn signed_in, services.authenticator.sign_in_as(confirmed->mailbox, confirmed->issuer, request.client()));
  return session_response(services, signed_in);
}

Answer show_oidc(Services& services, const Request& request) {
  TRY(const std::string domain, own_domain(services, request));
  TRY(const api::OidcSettings settings, services.oidc.settings(domain));
  return json_response(api::encode(settings));
}

Answer change_oidc(Services& services, const Request& request) {
  TRY(const std::string domain, own_domain(services, request));
  TRY(const api::NewOidcSettings wanted, api::decode_new_oidc_settings(request.body));
  const auto caller = request.scope().sees_everything() ? auth::Oidc::Caller::Operator : auth::Oidc::Caller::Administrator;
  TRY_VOID(services.oidc.configure(domain, wanted, caller, request.caller->user.login));
  TRY(const api::OidcSettings settings, services.oidc.settings(domain));
  return json_response(api::encode(settings));
}

Answer remove_oidc(Services& services, const Request& request) {
  TRY(const std::string domain, own_domain(services, request));
  TRY_VOID(services.storage.oidc().remove(domain));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace pratique::handlers
