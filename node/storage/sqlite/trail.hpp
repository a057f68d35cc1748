// What happened to a message, in order. `db` is inside a transaction of the caller's, who has looked at the scope.
#pragma once

#include "client/api/message.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

[[nodiscard]] base::Result<void> append_trail(Connection& db, std::int64_t delivery_row, const api::TrailEvent& event);

}  // namespace pratique::storage::sqlite
