// Events, written in the transaction in which something happened; kept for a day. `db` is inside a transaction of the caller's.
#pragma once

#include "client/api/event.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

[[nodiscard]] base::Result<void> write_message_event(Connection& db, api::EventKind kind, std::int64_t delivery_row);
[[nodiscard]] base::Result<void> write_job_event(Connection& db, std::int64_t job_row);

}  // namespace pratique::storage::sqlite
