// What an allow or block entry decided on arrival, written with the message: hit count, trail, and the release that follows.
#pragma once

#include "node/storage/message_repository.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

// For a row that was just inserted, in the same transaction: a message that comes again is not inserted, hence neither counted nor
// released twice, and a crash leaves either all of it or nothing.
[[nodiscard]] base::Result<void> write_list_outcome(Connection& db, const NewDelivery& delivery, std::int64_t row);

}  // namespace pratique::storage::sqlite
