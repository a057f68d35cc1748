// One row of `delivery` as it is written: by arriving messages and by the delivery log. Inside a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/api/message.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

inline constexpr std::int64_t kNoBlob = 0;  // blob_id of rows that only the log knows

struct Target {
  std::int64_t recipient_id = 0;
  std::int64_t domain_id = 0;
};

struct DeliveryRow {
  api::MessageSummary summary;  // id is ignored
  std::string ident;
  std::int64_t blob_id = kNoBlob;
};

// The row with this unique key, made when it is not there.
[[nodiscard]] base::Result<std::int64_t> find_or_add(Connection& db, std::string_view select, std::string_view insert, const Values& key,
                                                     const Values& row);

[[nodiscard]] base::Result<Target> find_target(Connection& db, const std::string& recipient);
// For the delivery log: a recipient of a domain that the node does not serve is nobody's but the super-administrators'. It has the domain
// '' and a key that no address can be, so that no scope ever resolves to it.
[[nodiscard]] base::Result<Target> find_log_target(Connection& db, const std::string& recipient);
[[nodiscard]] base::Result<bool> is_served(Connection& db, const std::string& address);

// Nothing when a row of this recipient and ident is there.
[[nodiscard]] base::Result<std::optional<std::int64_t>> insert_row(Connection& db, const DeliveryRow& row, const Target& target);
[[nodiscard]] base::Result<void> update_row(Connection& db, std::int64_t id, const DeliveryRow& row, const Target& target);
// Into the full-text index, where the row must not be yet.
[[nodiscard]] base::Result<void> index_words(Connection& db, std::int64_t id, const api::MessageSummary& summary, std::string_view body,
                                             const Target& target);

// Notes the file of a message for removal when no row has it any more.
[[nodiscard]] base::Result<void> drop_unused_blob(Connection& db, std::int64_t blob_id);

}  // namespace pratique::storage::sqlite
