// A message that its sender was told to bring again comes under a queue id of its own each time; all of them are one row.
// Inside a transaction of `db`.
#pragma once

#include <cstdint>
#include <optional>

#include "client/api/message.hpp"
#include "client/base/result.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

// The row of an earlier attempt of this mail, which was put off; of several the newest.
[[nodiscard]] base::Result<std::optional<std::int64_t>> find_put_off(Connection& db, const api::MessageSummary& mail,
                                                                     std::int64_t recipient_id);
// `attempt` was put off: the row of the later attempt that got through, where it is known already because events come out of order.
[[nodiscard]] base::Result<std::optional<std::int64_t>> find_passed(Connection& db, const api::MessageSummary& attempt,
                                                                    std::int64_t recipient_id);

}  // namespace pratique::storage::sqlite
