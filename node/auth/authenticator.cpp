#include "node/auth/authenticator.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "node/auth/password.hpp"
#include "node/auth/token.hpp"

namespace pratique::auth {
namespace {

using base::ErrorCode;

constexpr auto kSessionLength = std::chrono::hours(12);
constexpr auto kLongSessionLength = std::chrono::days(30);
// A login's wait stays short, or anyone could lock a person out; an address' wait may be long.
constexpr ThrottleRule kLoginRule{.free_tries = 5, .longest_wait_secs = 60};
constexpr ThrottleRule kAddressRule{.free_tries = 20, .longest_wait_secs = 900};
constexpr std::size_t kLoginBytesMax = 320;

std::unexpected<base::Error> wait(std::int64_t secs) {
  base::Error error{.code = ErrorCode::Throttled, .message = "Too many tries. Wait a little and try again"};
  error.retry_after_secs = secs;
  return std::unexpected(std::move(error));
}

domain::Scope scope_of(const storage::User& user) {
  return {.user_id = user.id, .actor = user.login, .role = user.role, .addresses = user.addresses, .domains = user.domains};
}

}  // namespace

Authenticator::Authenticator(storage::AccountRepository& accounts, const base::Clock& clock)
    : accounts_(accounts), clock_(clock), by_login_(kLoginRule, clock), by_address_(kAddressRule, clock) {}

base::Result<storage::User> Authenticator::user_of(const api::SignIn& request, std::string_view client_ip) {
  if (request.login.empty()) return base::fail(ErrorCode::BadInput, "Enter your e-mail address or user name", "login");
  if (request.login.size() > kLoginBytesMax) return base::fail(ErrorCode::BadInput, "That name is too long", "login");
  if (request.password.empty()) return base::fail(ErrorCode::BadInput, "Enter your password", "password");

  const std::string login_key = base::to_lower_ascii(request.login);
  const std::string address_key = throttle_key_of(client_ip);
  if (const auto secs = by_address_.charge(address_key); secs > 0) return wait(secs);
  if (const auto secs = by_login_.charge(login_key); secs > 0) {
    by_address_.give_back(address_key);
    return wait(secs);
  }

  base::Result<storage::User> user = accounts_.find_user(std::string_view(request.login));
  if (!user && user.error().code != ErrorCode::NotFound) return std::unexpected(std::move(user).error());
  if (!password_matches(user ? user->password_hash : std::string(), request.password)) {
    return base::fail(ErrorCode::Unauthenticated, "The name or the password is wrong");
  }
  by_login_.forgive(login_key);
  by_address_.give_back(address_key);
  return user;
}

base::Result<Caller> Authenticator::check_password(const api::SignIn& request, std::string_view client_ip) {
  TRY(storage::User user, user_of(request, client_ip));
  domain::Scope scope = scope_of(user);
  return Caller{.user = std::move(user), .scope = std::move(scope), .token_hash = {}};
}

base::Result<SignedIn> Authenticator::sign_in(const api::SignIn& request, std::string_view client_ip) {
  TRY(storage::User user, user_of(request, client_ip));
  const base::WallTime now = clock_.wall_now();
  const base::WallTime expires_at = request.stay ? base::WallTime(now + kLongSessionLength) : base::WallTime(now + kSessionLength);
  SignedIn signed_in{.token = make_token(), .expires_at = expires_at, .user = std::move(user)};
  TRY_VOID(accounts_.add_session(
      {.token_hash = hash_token(signed_in.token), .user_id = signed_in.user.id, .created_at = now, .expires_at = expires_at}));
  return signed_in;
}

base::Result<Caller> Authenticator::authenticate(std::string_view token) const {
  const auto unknown = [] { return base::fail(ErrorCode::Unauthenticated, "Sign in to go on"); };
  if (token.empty() || token.size() > 128) return unknown();
  std::string token_hash = hash_token(token);
  base::Result<storage::StoredSession> session = accounts_.find_session(token_hash);
  if (!session) return session.error().code == ErrorCode::NotFound ? unknown() : std::unexpected(std::move(session).error());
  if (session->expires_at <= clock_.wall_now()) return base::fail(ErrorCode::Unauthenticated, "Your session has ended. Sign in again");
  base::Result<storage::User> user = accounts_.find_user(session->user_id);
  if (!user) return user.error().code == ErrorCode::NotFound ? unknown() : std::unexpected(std::move(user).error());
  domain::Scope scope = scope_of(*user);
  return Caller{.user = *std::move(user), .scope = std::move(scope), .token_hash = std::move(token_hash)};
}

base::Result<void> Authenticator::sign_out(const Caller& caller) {
  return accounts_.remove_session(caller.token_hash);
}

base::Result<void> Authenticator::sweep() {
  return accounts_.remove_sessions_expired_by(clock_.wall_now());
}

}  // namespace pratique::auth
