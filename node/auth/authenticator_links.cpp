// Signing in without a password of this node's: by a link that came by mail, or on a provider's word; and changing one's password.
#include <algorithm>

#include "client/base/text.hpp"
#include "node/auth/authenticator.hpp"
#include "node/auth/password.hpp"
#include "node/auth/ticket_rules.hpp"
#include "node/auth/token.hpp"
#include "node/domain/address.hpp"

namespace pratique::auth {
namespace {

using base::ErrorCode;

constexpr auto kLinkLife = std::chrono::minutes(15);
constexpr auto kSessionLength = std::chrono::hours(12);
constexpr auto kLongSessionLength = std::chrono::days(30);
constexpr std::size_t kTokenBytes = 43;  // 256 bits in base64

std::unexpected<base::Error> wait(std::int64_t secs) {
  base::Error error{.code = ErrorCode::Throttled, .message = "Too many tries. Wait a little and try again"};
  error.retry_after_secs = secs;
  return std::unexpected(std::move(error));
}

}  // namespace

// Not for administrators: whoever carries a domain's mail would have their accounts.
base::Result<Authenticator::LinkMade> Authenticator::make_link(std::string_view login, std::string_view client_ip) {
  TRY(storage::User user, accounts_.find_user(login));
  if (user.role != api::Role::Email || user.addresses.empty()) return base::fail(ErrorCode::NotFound, "This account has no mailbox");
  std::string token = make_token();
  TRY_VOID(sign_ins_.add_link({.token_hash = hash_token(token), .user_id = user.id, .expires_at = clock_.wall_now() + kLinkLife}));
  TRY_VOID(record(api::SignInEventKind::LinkSent, user, client_ip));
  return LinkMade{.token = std::move(token), .user = std::move(user)};
}

base::Result<SignedIn> Authenticator::sign_in_with_link(const std::string& token, std::string_view code, bool stay, const Client& client) {
  const auto dead = [] {
    return base::fail(ErrorCode::Unauthenticated, "This link was used, or its 15 minutes are over. Ask for a new one");
  };
  if (token.size() != kTokenBytes) return dead();
  const std::string address_key = throttle_key_of(client.ip);
  if (const auto secs = by_address_.charge(address_key); secs > 0) return wait(secs);
  const std::string hash = hash_token(token);
  const auto found = sign_ins_.find_link(hash);
  if (!found) return found.error().code == ErrorCode::NotFound ? dead() : std::unexpected(found.error());
  by_address_.give_back(address_key);
  if (found->expires_at <= clock_.wall_now()) return dead();
  auto user = accounts_.find_user(found->user_id);
  if (!user) return user.error().code == ErrorCode::NotFound ? dead() : std::unexpected(std::move(user).error());
  TRY(const auto passed, second_factor_.check(*user, code));
  TRY(const bool is_first, sign_ins_.take_link(hash));
  if (!is_first) return dead();
  if (passed == SecondFactor::Passed::ByRecoveryCode) TRY_VOID(record(api::SignInEventKind::RecoveryCode, *user, client.ip));
  TRY_VOID(record(api::SignInEventKind::Link, *user, client.ip));
  return open_session(*std::move(user), stay ? kLongSessionLength : kSessionLength, api::SessionOrigin::Link, client);
}

// An account that also reads somebody else's mail, or administers, is not the provider's to open.
base::Result<SignedIn> Authenticator::sign_in_as(const std::string& mailbox, std::string_view issuer, const Client& client) {
  const auto nobody = [] { return base::fail(ErrorCode::NotFound, "This account cannot be opened from there"); };
  TRY(const storage::User fresh, new_account(mailbox));
  const std::string domain = domain_of(fresh);
  auto user = accounts_.find_user(std::string_view(fresh.login));
  if (!user && user.error().code == ErrorCode::NotFound) {
    auto added = accounts_.add_user(fresh);
    if (!added && added.error().code != ErrorCode::Conflict) return std::unexpected(std::move(added).error());
    user = accounts_.find_user(std::string_view(fresh.login));
  }
  if (!user) return std::unexpected(std::move(user).error());
  const auto is_theirs = [&](const std::string& address) { return domain::is_in_domain(address, domain); };
  if (user->role != api::Role::Email || user->addresses.empty() || !std::ranges::all_of(user->addresses, is_theirs)) return nobody();
  TRY_VOID(record(api::SignInEventKind::Oidc, *user, client.ip, {}, issuer));
  return open_session(*std::move(user), kSessionLength, api::SessionOrigin::Oidc, client);
}

base::Result<void> Authenticator::confirm_password(const Caller& caller, const std::string& password, std::string_view client_ip) {
  return user_of({.login = caller.user.login, .password = password}, client_ip).transform([](const storage::User&) {});
}

base::Result<void> Authenticator::change_password(const Caller& caller, const std::string& wanted, std::string_view client_ip) {
  auto hash = hash_password(wanted);
  if (!hash && hash.error().field == "password") hash.error().field = "new_password";
  TRY_VOID(hash);
  TRY_VOID(accounts_.set_password_hash(caller.user.id, *hash, caller.token_hash));
  return record(api::SignInEventKind::PasswordChanged, caller.user, client_ip);
}

base::Result<void> Authenticator::note(api::SignInEventKind kind, const Caller& caller, std::string_view client_ip) {
  return record(kind, caller.user, client_ip);
}

}  // namespace pratique::auth
