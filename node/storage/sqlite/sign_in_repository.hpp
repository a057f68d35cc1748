// storage::SignInRepository over SQLite.
#pragma once

#include "node/storage/sign_in_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteSignInRepository final : public SignInRepository {
 public:
  explicit SqliteSignInRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<void> add_ticket(const StoredTicket& ticket) override;
  [[nodiscard]] base::Result<StoredTicket> find_ticket(std::string_view token_hash) const override;
  [[nodiscard]] base::Result<void> add_link(const StoredLink& link) override;
  [[nodiscard]] base::Result<StoredLink> find_link(std::string_view token_hash) const override;
  [[nodiscard]] base::Result<bool> take_link(std::string_view token_hash) override;
  [[nodiscard]] base::Result<void> add_event(const NewSignInEvent& event) override;
  [[nodiscard]] base::Result<api::SignInEventPage> events(const domain::Scope& scope, std::int64_t offset,
                                                          std::int64_t limit) const override;
  [[nodiscard]] base::Result<void> sweep(base::WallTime at, base::WallTime events_before) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
