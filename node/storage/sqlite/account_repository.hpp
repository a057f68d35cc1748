// storage::AccountRepository over SQLite.
#pragma once

#include "node/storage/account_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteAccountRepository final : public AccountRepository {
 public:
  explicit SqliteAccountRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<std::int64_t> add_user(const User& user) override;
  [[nodiscard]] base::Result<User> find_user(std::string_view login) const override;
  [[nodiscard]] base::Result<User> find_user(std::int64_t id) const override;
  [[nodiscard]] base::Result<void> set_password_hash(std::int64_t id, std::string_view hash, std::string_view kept_session = {}) override;
  [[nodiscard]] base::Result<void> set_addresses(std::int64_t id, const std::vector<std::string>& addresses) override;
  [[nodiscard]] base::Result<void> set_settings(std::int64_t id, const api::Settings& settings) override;

  [[nodiscard]] base::Result<void> add_session(const StoredSession& session) override;
  [[nodiscard]] base::Result<StoredSession> find_session(std::string_view token_hash) const override;
  [[nodiscard]] base::Result<void> remove_session(std::string_view token_hash) override;
  [[nodiscard]] base::Result<void> remove_sessions_expired_by(base::WallTime at) override;

  [[nodiscard]] base::Result<void> put_domain(const Domain& domain) override;
  [[nodiscard]] base::Result<Domain> find_domain(std::string_view name) const override;
  [[nodiscard]] base::Result<std::vector<Domain>> domains() const override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
