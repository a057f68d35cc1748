// Who is asking: signs people in and out and turns a bearer token into a user and a Scope. The only place a Scope is made
// from a request. sign_in blocks (argon2id); any thread but an event loop's. Outlived by storage and clock.
#pragma once

#include <string>
#include <string_view>

#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/auth/throttle.hpp"
#include "node/domain/scope.hpp"
#include "node/storage/account_repository.hpp"

namespace pratique::auth {

struct Caller {
  storage::User user;
  domain::Scope scope;
  std::string token_hash;
};

struct SignedIn {
  std::string token;
  base::WallTime expires_at{};
  storage::User user;
};

class Authenticator {
 public:
  Authenticator(storage::AccountRepository& accounts, const base::Clock& clock);

  // Unauthenticated: login or password wrong (which of them is not said). Throttled with retry_after_secs.
  [[nodiscard]] base::Result<SignedIn> sign_in(const api::SignIn& request, std::string_view client_ip);
  // The same without beginning a session.
  [[nodiscard]] base::Result<Caller> check_password(const api::SignIn& request, std::string_view client_ip);
  // Unauthenticated: no such session, or its time is over.
  [[nodiscard]] base::Result<Caller> authenticate(std::string_view token) const;
  [[nodiscard]] base::Result<void> sign_out(const Caller& caller);
  [[nodiscard]] base::Result<void> sweep();  // drops sessions whose time is over

 private:
  [[nodiscard]] base::Result<storage::User> user_of(const api::SignIn& request, std::string_view client_ip);

  storage::AccountRepository& accounts_;
  const base::Clock& clock_;
  Throttle by_login_;
  Throttle by_address_;
};

}  // namespace pratique::auth
