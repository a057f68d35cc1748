#include "node/auth/authenticator.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "node/auth/password.hpp"
#include "node/auth/ticket_rules.hpp"
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
constexpr std::string_view kWrong = "The name or the password is wrong";
constexpr auto kTicketLife = std::chrono::minutes(15);
constexpr auto kEventsKept = std::chrono::days(365);

std::unexpected<base::Error> wait(std::int64_t secs) {
  base::Error error{.code = ErrorCode::Throttled, .message = "Too many tries. Wait a little and try again"};
  error.retry_after_secs = secs;
  return std::unexpected(std::move(error));
}

base::WallTime hour_of(base::WallTime time) {
  return base::WallTime(std::chrono::floor<std::chrono::hours>(time.time_since_epoch()));
}

domain::Scope scope_of(const storage::User& user) {
  return {.user_id = user.id, .actor = user.login, .role = user.role, .addresses = user.addresses, .domains = user.domains};
}

// Another request may have made the account just now.
base::Result<storage::User> added_or_found(storage::AccountRepository& accounts, storage::User user) {
  const auto id = accounts.add_user(user);
  if (!id && id.error().code == ErrorCode::Conflict) return accounts.find_user(std::string_view(user.login));
  if (!id) return std::unexpected(id.error());
  user.id = *id;
  return user;
}

}  // namespace

Authenticator::Authenticator(storage::Storage& storage, const Doors& doors, SecondFactor& second_factor, const base::Clock& clock)
    : accounts_(storage.accounts()),
      sign_ins_(storage.sign_ins()),
      doors_(doors),
      sessions_(storage.sessions()),
      second_factor_(second_factor),
      clock_(clock),
      by_login_(kLoginRule, clock),
      by_address_(kAddressRule, clock) {}

base::Result<std::optional<std::string>> Authenticator::door_of(const api::SignIn& request, std::string_view client_ip) {
  if (request.login.empty() || request.login.size() > kLoginBytesMax || request.password.empty()) return std::nullopt;
  const std::int64_t secs =
      std::max(by_address_.wait_secs(throttle_key_of(client_ip)), by_login_.wait_secs(base::to_lower_ascii(request.login)));
  if (secs > 0) return wait(secs);
  const base::Result<storage::User> user = accounts_.find_user(std::string_view(request.login));
  if (!user && user.error().code != ErrorCode::NotFound) return std::unexpected(user.error());
  TRY(const auto elsewhere, doors_.elsewhere(request.login, user ? &*user : nullptr));
  return elsewhere ? std::optional(elsewhere->address.domain) : std::nullopt;
}

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

  const base::Result<storage::User> known = accounts_.find_user(std::string_view(request.login));
  if (!known && known.error().code != ErrorCode::NotFound) return known;
  base::Result<storage::User> user = with_right_password(request, known ? &*known : nullptr);
  if (user) {
    by_login_.forgive(login_key);
    by_address_.give_back(address_key);
  } else if (user.error().code == ErrorCode::Unauthenticated) {
    // A name that nobody has may be a password typed into the wrong field: it is not kept.
    TRY_VOID(record(api::SignInEventKind::Refused, known ? *known : storage::User{}, client_ip));
  } else {
    by_login_.give_back(login_key);
    by_address_.give_back(address_key);
  }
  return user;
}

base::Result<storage::User> Authenticator::with_right_password(const api::SignIn& request, const storage::User* known) {
  TRY(const auto elsewhere, doors_.elsewhere(request.login, known));
  if (elsewhere) return through_door(*elsewhere, known, request.password);
  if (!password_matches(known != nullptr ? known->password_hash : std::string(), request.password))
    return base::fail(ErrorCode::Unauthenticated, std::string(kWrong));
  return *known;
}

// Of a mailbox that has no account yet, it is made here: its server has just said that there is one.
base::Result<storage::User> Authenticator::through_door(const Elsewhere& elsewhere, const storage::User* known,
                                                        const std::string& password) {
  const DoorAnswer answer = doors_.ask(elsewhere, password);
  if (answer.verdict == DoorVerdict::Wrong) return base::fail(ErrorCode::Unauthenticated, std::string(kWrong));
  if (answer.verdict == DoorVerdict::Unavailable) return base::fail(ErrorCode::Unavailable, answer.trouble, {}, answer.detail);
  if (known != nullptr) {
    if (!answer.addresses.empty() && answer.addresses != known->addresses) TRY_VOID(accounts_.set_addresses(known->id, answer.addresses));
    return accounts_.find_user(known->id);
  }
  const std::string login = elsewhere.address.text();
  storage::User user{.login = login, .role = api::Role::Email, .addresses = {login}};
  if (!answer.addresses.empty()) user.addresses = answer.addresses;
  return added_or_found(accounts_, std::move(user));
}

base::Result<Caller> Authenticator::check_password(const api::SignIn& request, std::string_view client_ip) {
  TRY(storage::User user, user_of(request, client_ip));
  TRY_VOID(second_factor_.check(user, {}));
  domain::Scope scope = scope_of(user);
  return Caller{.user = std::move(user), .scope = std::move(scope), .token_hash = {}};
}

base::Result<SignedIn> Authenticator::sign_in(const api::SignIn& request, std::string_view code, const Client& client) {
  TRY(storage::User user, user_of(request, client.ip));
  TRY(const auto passed, second_factor_.check(user, code));
  if (passed == SecondFactor::Passed::ByRecoveryCode) TRY_VOID(record(api::SignInEventKind::RecoveryCode, user, client.ip));
  TRY_VOID(record(api::SignInEventKind::Password, user, client.ip));
  return open_session(std::move(user), request.stay ? kLongSessionLength : kSessionLength, api::SessionOrigin::Password, client);
}

base::Result<SignedIn> Authenticator::open_session(storage::User user, std::chrono::milliseconds length, api::SessionOrigin origin,
                                                   const Client& client) {
  const base::WallTime now = clock_.wall_now();
  SignedIn signed_in{.token = make_token(), .expires_at = now + length, .user = std::move(user)};
  Browser browser = browser_of(client.user_agent);
  TRY_VOID(accounts_.add_session({.token_hash = hash_token(signed_in.token),
                                  .user_id = signed_in.user.id,
                                  .created_at = now,
                                  .expires_at = signed_in.expires_at,
                                  .last_used_at = hour_of(now),
                                  .origin = origin,
                                  .client_ip = std::string(client.ip),
                                  .browser = std::move(browser.name),
                                  .system = std::move(browser.system)}));
  return signed_in;
}

base::Result<void> Authenticator::record(api::SignInEventKind kind, const storage::User& user, std::string_view client_ip,
                                         std::string_view actor, std::string_view identifier) {
  return sign_ins_.add_event({.event = {.at = clock_.wall_now(),
                                        .kind = kind,
                                        .login = user.login,
                                        .actor = std::string(actor),
                                        .identifier = std::string(identifier),
                                        .client_ip = std::string(client_ip)},
                              .user_id = user.id,
                              .domain = domain_of(user)});
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
  // Once an hour is enough to tell a forgotten session; that it could not be written must not stop a reader.
  if (const base::WallTime hour = hour_of(clock_.wall_now()); session->last_used_at < hour) (void)sessions_.touch(token_hash, hour);
  domain::Scope scope = scope_of(*user);
  return Caller{.user = *std::move(user), .scope = std::move(scope), .token_hash = std::move(token_hash)};
}

base::Result<void> Authenticator::sign_out(const Caller& caller, std::string_view client_ip) {
  TRY_VOID(record(api::SignInEventKind::SignOut, caller.user, client_ip));
  return accounts_.remove_session(caller.token_hash);
}

base::Result<void> Authenticator::sweep() {
  const base::WallTime now = clock_.wall_now();
  TRY_VOID(sign_ins_.sweep(now, now - kEventsKept));
  return accounts_.remove_sessions_expired_by(now);
}

base::Result<api::Ticket> Authenticator::make_ticket(const Caller& caller, const api::NewTicket& wanted, std::string_view client_ip) {
  TRY_VOID(check_ticket(wanted));
  TRY(const storage::User user, account_for(caller.scope, wanted.login));
  api::Ticket ticket{.ticket = auth::make_ticket(), .expires_at = clock_.wall_now() + kTicketLife};
  TRY_VOID(sign_ins_.add_ticket({.token_hash = hash_token(ticket.ticket),
                                 .user_id = user.id,
                                 .made_by = caller.user.login,
                                 .identifier = wanted.identifier,
                                 .logout_url = wanted.logout_url,
                                 .expires_at = ticket.expires_at}));
  TRY_VOID(record(api::SignInEventKind::TicketMade, user, client_ip, caller.user.login, wanted.identifier));
  return ticket;
}

base::Result<Authenticator::TicketSignedIn> Authenticator::sign_in_with_ticket(std::string_view ticket, const Client& client) {
  const auto dead = [] { return base::fail(ErrorCode::Unauthenticated, "This link has expired. Open it again from where you came from"); };
  if (!looks_like_ticket(ticket)) return dead();
  const std::string address_key = throttle_key_of(client.ip);
  if (const auto secs = by_address_.charge(address_key); secs > 0) return wait(secs);
  const auto found = sign_ins_.find_ticket(hash_token(base::to_lower_ascii(ticket)));
  if (!found) return found.error().code == ErrorCode::NotFound ? dead() : std::unexpected(found.error());
  by_address_.give_back(address_key);
  if (found->expires_at <= clock_.wall_now()) return dead();
  auto user = accounts_.find_user(found->user_id);
  if (!user) return user.error().code == ErrorCode::NotFound ? dead() : std::unexpected(std::move(user).error());
  TRY_VOID(record(api::SignInEventKind::Ticket, *user, client.ip, found->made_by, found->identifier));
  TRY(SignedIn signed_in, open_session(*std::move(user), kSessionLength, api::SessionOrigin::Ticket, client));
  return TicketSignedIn{std::move(signed_in), found->logout_url};
}

// Of a mailbox or domain that has none, the account is made here: panels know their customers, the node need not be told of each.
base::Result<storage::User> Authenticator::account_for(const domain::Scope& scope, const std::string& login) {
  const auto nobody = [&] { return base::fail(ErrorCode::NotFound, "‘" + login + "’ is not registered on this node", "login"); };
  if (scope.role != api::Role::SuperAdmin && scope.role != api::Role::Admin) return nobody();
  auto known = accounts_.find_user(std::string_view(login));
  if (known) return may_open(scope, *known) ? std::move(known) : nobody();
  if (known.error().code != ErrorCode::NotFound) return known;
  auto account = new_account(login);
  if (!account) account.error().field = "login";
  TRY(storage::User user, std::move(account));
  if (user.role == api::Role::SuperAdmin || !may_open(scope, user)) return nobody();
  const auto domain = accounts_.find_domain(domain_of(user));
  if (!domain) return domain.error().code == ErrorCode::NotFound ? nobody() : std::unexpected(domain.error());
  return added_or_found(accounts_, std::move(user));
}

}  // namespace pratique::auth
