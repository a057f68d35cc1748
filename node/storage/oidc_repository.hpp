// Which OpenID Connect provider signs in the people of a domain, and sign-ins that are under way there. Any thread; every call is one
// transaction.
#pragma once

#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::storage {

struct OidcProvider {
  std::string domain;  // normalised
  std::string issuer;  // OpenID Connect Discovery 1.0 §3, without a slash at its end
  std::string client_id;
  std::string sealed_secret;  // auth::NodeKey's; empty: a public client
  base::WallTime changed_at{};
  std::string changed_by;  // login, or empty: the operator
};

struct OidcSignIn {
  std::string state_hash;  // SHA-256 of the state, hex
  std::string domain;
  std::string issuer;
  std::string nonce;
  std::string verifier;  // RFC 7636 §4.1
  std::string binding;   // SHA-256 of what only the tab that began it knows, hex
  std::string token_endpoint;
  std::string userinfo_endpoint;  // empty: none
  bool secret_in_body = false;    // client_secret_post instead of client_secret_basic
  base::WallTime expires_at{};
};

class OidcRepository {
 public:
  virtual ~OidcRepository() = default;
  [[nodiscard]] virtual base::Result<OidcProvider> find(std::string_view domain) const = 0;  // NotFound: none
  [[nodiscard]] virtual base::Result<void> put(const OidcProvider& provider) = 0;            // adds or replaces
  [[nodiscard]] virtual base::Result<void> remove(std::string_view domain) = 0;              // NotFound: none
  [[nodiscard]] virtual base::Result<void> begin(const OidcSignIn& sign_in) = 0;
  // It is gone afterwards, so a state works once. NotFound: none, or its time is over.
  [[nodiscard]] virtual base::Result<OidcSignIn> take(std::string_view state_hash, base::WallTime now) = 0;
};

}  // namespace pratique::storage
