// Brings the schema up to the newest numbered file of node/storage/migrations, each in its own transaction.
// Errors: Conflict when the database was made by a newer version. On the writer connection, before anybody else reads.
#pragma once

#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

[[nodiscard]] base::Result<void> migrate(Connection& db);
[[nodiscard]] std::int64_t newest_schema();

}  // namespace pratique::storage::sqlite
