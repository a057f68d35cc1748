// The query language's tree → one SQL condition on `delivery`, always with bound values. The only place that knows both.
// Errors: BadInput names the operator whose value the node cannot use. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "client/api/query.hpp"
#include "node/storage/sqlite/connection.hpp"
#include "node/storage/sqlite/scope_sql.hpp"

namespace pratique::storage::sqlite {

struct Condition {
  std::string sql = "1";
  Values values;
  bool only_tally_columns = true;  // reads nothing but status and class: can be answered from `tally`
  // Reads nothing but the columns of the indexes by time (0002): counted without reading a row. A term that reads any other column
  // must clear it.
  bool only_index_columns = true;
  bool full_text = false;  // asks the full-text index anywhere
  bool by_words = false;   // every match is among those of one search by words: they are few, and found in no order of a list
};

[[nodiscard]] base::Result<Condition> compile(const api::query::Node& where, const ScopeFilter& scope);

// "192.0.2.0/24" or a single address → the first and last 16-byte key; nullopt when it is neither.
[[nodiscard]] std::optional<std::pair<Bytes, Bytes>> ip_range(std::string_view text);
[[nodiscard]] Value ip_key(std::string_view address);  // NULL when it is not an address

}  // namespace pratique::storage::sqlite
