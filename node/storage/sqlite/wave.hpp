// What is decided about a delivery in the transaction that stores it, because it depends on what is stored already.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "node/storage/message_repository.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

// The wave it joins: the most similar of the last two weeks from the same organisation to the same domain, else a new one.
// The delivery's own wave id where it has no signature.
[[nodiscard]] base::Result<std::string> decide_wave(Connection& db, const NewDelivery& delivery, std::int64_t domain_id);

// The wave that a text would join, without joining it.
[[nodiscard]] base::Result<std::optional<std::string>> find_wave(Connection& db, std::string_view signature,
                                                                 std::string_view sender_organisation, base::WallTime at,
                                                                 std::int64_t domain_id);

// Whether this mailbox had mail of the sender's domain released before.
[[nodiscard]] base::Result<bool> knows_sender(Connection& db, const NewDelivery& delivery, std::int64_t recipient_id);

}  // namespace pratique::storage::sqlite
