// People, their sessions, and the domains mail is taken for. Any thread; every call is one transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/open_session.hpp"
#include "client/api/session.hpp"
#include "client/base/result.hpp"

namespace pratique::storage {

struct User {
  std::int64_t id = 0;
  std::string login;          // unique without case
  std::string password_hash;  // argon2id, libsodium's encoded form; empty = no password sign-in
  api::Role role = api::Role::Email;
  std::vector<std::string> addresses;
  std::vector<std::string> domains;
  api::Settings settings;
};

struct StoredSession {
  std::string token_hash;  // SHA-256 of the token, hex; the token itself is never stored
  std::int64_t user_id = 0;
  base::WallTime created_at{};
  base::WallTime expires_at{};
  base::WallTime last_used_at{};  // to the hour; storage::SessionRepository::touch keeps it
  api::SessionOrigin origin = api::SessionOrigin::Password;
  std::string client_ip = {};
  std::string browser = {};
  std::string system = {};
};

enum class RouteProtocol : std::uint8_t { Smtp, Lmtp };
struct Domain {
  std::string name;  // normalised
  RouteProtocol protocol = RouteProtocol::Smtp;
  std::string host;  // destination server
  int port = 25;
  std::int64_t retention_days = 30;
  double threshold = 6.0;
};

class AccountRepository {
 public:
  virtual ~AccountRepository() = default;
  [[nodiscard]] virtual base::Result<std::int64_t> add_user(const User& user) = 0;  // Conflict: login taken
  [[nodiscard]] virtual base::Result<User> find_user(std::string_view login) const = 0;
  [[nodiscard]] virtual base::Result<User> find_user(std::int64_t id) const = 0;
  // Ends the sessions of the account, but for the one with that token's hash.
  [[nodiscard]] virtual base::Result<void> set_password_hash(std::int64_t id, std::string_view hash,
                                                             std::string_view kept_session = {}) = 0;
  [[nodiscard]] virtual base::Result<void> set_addresses(std::int64_t id, const std::vector<std::string>& addresses) = 0;
  [[nodiscard]] virtual base::Result<void> set_settings(std::int64_t id, const api::Settings& settings) = 0;

  [[nodiscard]] virtual base::Result<void> add_session(const StoredSession& session) = 0;
  [[nodiscard]] virtual base::Result<StoredSession> find_session(std::string_view token_hash) const = 0;
  [[nodiscard]] virtual base::Result<void> remove_session(std::string_view token_hash) = 0;
  [[nodiscard]] virtual base::Result<void> remove_sessions_expired_by(base::WallTime at) = 0;

  [[nodiscard]] virtual base::Result<void> put_domain(const Domain& domain) = 0;  // adds or replaces
  [[nodiscard]] virtual base::Result<Domain> find_domain(std::string_view name) const = 0;
  [[nodiscard]] virtual base::Result<std::vector<Domain>> domains() const = 0;
};

}  // namespace pratique::storage
