// Signing in at a domain's OpenID Connect provider (Core 1.0: authorization code with PKCE, RFC 7636; Discovery 1.0; iss by RFC 9207).
// A sign-in is bound to the browser's tab by a secret that never leaves it before the end, so nobody can be signed in as somebody else by
// a prepared address. Blocks while the provider is asked, two sign-ins at a time, so that a slow one cannot take all workers. Any thread.
#pragma once

#include <semaphore>
#include <string>
#include <string_view>

#include "client/api/oidc.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/auth/id_token.hpp"
#include "node/auth/node_key.hpp"
#include "node/auth/throttle.hpp"
#include "node/storage/oidc_repository.hpp"

namespace pratique::auth {

class Oidc {
 public:
  // `public_url` of the portal, without a slash at its end; empty: nobody signs in this way. All outlive it.
  Oidc(std::string public_url, storage::OidcRepository& storage, NodeKey& key, const base::Clock& clock);

  // Where the browser is to go. NotFound: the domain has no provider. Unavailable: it does not answer, or too many ask at once.
  [[nodiscard]] base::Result<std::string> start(const std::string& domain, const std::string& binding, std::string_view client_ip);

  struct Confirmed {
    std::string mailbox;  // normalised, of the domain that began it
    std::string issuer;
  };
  // Unauthenticated: not ours, not of this tab, used before, too old, or the provider does not confirm it; `detail` says which.
  // NotFound: it names no confirmed address of that domain.
  [[nodiscard]] base::Result<Confirmed> finish(const api::OidcReturn& given, std::string_view client_ip);

  enum class Caller : std::uint8_t { Administrator, Operator };  // the operator may name a provider on the machine itself
  // BadInput names the field; Refused: what is there is no provider.
  [[nodiscard]] base::Result<void> configure(const std::string& domain, const api::NewOidcSettings& wanted, Caller caller,
                                             const std::string& changed_by);
  [[nodiscard]] base::Result<api::OidcSettings> settings(std::string_view domain) const;  // NotFound: none

 private:
  struct Endpoints {
    std::string authorization;
    std::string token;
    std::string userinfo;
    bool secret_in_body = false;
  };
  [[nodiscard]] base::Result<Endpoints> discover(const std::string& issuer) const;
  [[nodiscard]] base::Result<Person> redeem(const storage::OidcSignIn& begun, const storage::OidcProvider& provider,
                                            const std::string& code);
  [[nodiscard]] std::string redirect_uri() const { return public_url_ + "/v1/session/oidc/callback"; }

  std::string public_url_;
  storage::OidcRepository& storage_;
  NodeKey& key_;
  const base::Clock& clock_;
  Throttle by_address_;
  std::counting_semaphore<8> free_{2};
};

}  // namespace pratique::auth
