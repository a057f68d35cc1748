// Signing in at a domain's own OpenID Connect provider, and setting that up.
//   GET    /v1/session/oidc/start?domain=&binding=   302 to the provider; `binding` is the SHA-256, hex, of a secret of the browser's tab
//   GET    /v1/session/oidc/callback?code=&state=    302 to the portal's page, /#oidc=…, which asks:
//   POST   /v1/session/oidc                          OidcReturn → 201 Session; 401: not confirmed; 404: of no mailbox of that domain
//   GET    /v1/domains/{domain}/oidc                 → OidcSettings; administrators of the domain, else 404
//   PUT    /v1/domains/{domain}/oidc                 NewOidcSettings → OidcSettings
//   DELETE /v1/domains/{domain}/oidc                 204
// Plain values shared by client and node; total; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

struct OidcReturn {
  std::string code;
  std::string state;
  std::string iss;     // RFC 9207; may be empty
  std::string secret;  // of the tab
};

struct OidcSettings {
  std::string issuer;
  std::string client_id;
  bool has_secret = false;   // the secret itself is never handed back
  std::string redirect_uri;  // to be registered at the provider
  base::WallTime changed_at{};
  std::string changed_by;  // empty: the operator
  bool operator==(const OidcSettings&) const = default;
};

struct NewOidcSettings {
  std::string issuer;
  std::string client_id;
  std::optional<std::string> client_secret;  // left out: as it was, for the same issuer and client; empty: a public client
};

[[nodiscard]] std::string encode(const OidcSettings& settings);
[[nodiscard]] base::Result<OidcSettings> decode_oidc_settings(std::string_view json);
[[nodiscard]] base::Result<NewOidcSettings> decode_new_oidc_settings(std::string_view json);
[[nodiscard]] base::Result<OidcReturn> decode_oidc_return(std::string_view json);

}  // namespace pratique::api
