// What happened to a message, in order. `db` is inside a transaction of the caller's, who has looked at the scope.
#pragma once

#include <vector>

#include "client/api/message.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

[[nodiscard]] base::Result<void> append_trail(Connection& db, std::int64_t delivery_row, const api::TrailEvent& event);
// For the delivery log: what filter and mail server both say is kept once, and a row that is put off for days does not grow without end.
[[nodiscard]] base::Result<void> tell_trail(Connection& db, std::int64_t delivery_row, const api::TrailEvent& event);
// By time; told by several sources, it is not written in that order.
[[nodiscard]] base::Result<std::vector<api::TrailEvent>> load_trail(Connection& db, std::int64_t delivery_row);

}  // namespace pratique::storage::sqlite
