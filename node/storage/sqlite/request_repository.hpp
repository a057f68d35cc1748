// storage::RequestRepository over SQLite.
#pragma once

#include "node/storage/request_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteRequestRepository final : public RequestRepository {
 public:
  explicit SqliteRequestRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::ReleaseRequestPage> list(const domain::Scope& scope, const RequestQuery& query) const override;
  [[nodiscard]] base::Result<api::ReleaseRequest> find(const domain::Scope& scope, const api::RequestId& id) const override;
  [[nodiscard]] base::Result<api::ReleaseRequest> add(const domain::Scope& scope, const api::NewReleaseRequest& request,
                                                      base::WallTime at) override;
  [[nodiscard]] base::Result<api::ReleaseRequest> close(const domain::Scope& scope, const api::RequestId& id, api::RequestState to,
                                                        const std::string& answer, base::WallTime at) override;
  [[nodiscard]] base::Result<void> reopen(const domain::Scope& scope, const api::RequestId& id, base::WallTime at) override;
  [[nodiscard]] base::Result<std::optional<api::RequestState>> newest_state(const domain::Scope& scope,
                                                                            const api::MessageId& message) const override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
