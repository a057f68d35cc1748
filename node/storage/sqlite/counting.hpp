// How many, and how many before: from the tallies where status and class are all that is asked for, else from the index by time, and
// only else from rows. Inside a transaction of the caller's.
#pragma once

#include <cstdint>
#include <string_view>

#include "client/api/list_request.hpp"
#include "node/storage/sqlite/query_sql.hpp"
#include "node/storage/sqlite/scope_sql.hpp"

namespace pratique::storage::sqlite {

// What a caller's query means in SQL.
struct Asked {
  ScopeFilter filter;
  Condition condition;
};
[[nodiscard]] base::Result<Asked> understand(Connection& db, const domain::Scope& scope, const api::query::Node& where);

[[nodiscard]] std::string_view column_of(api::SortKey key);

[[nodiscard]] base::Result<std::int64_t> count_in(Connection& db, const ScopeFilter& scope, const Condition& condition);

// How many stand before a place in the order.
[[nodiscard]] base::Result<std::int64_t> rank_of(Connection& db, const ScopeFilter& scope, const Condition& condition, api::Sort sort,
                                                 const Value& value, std::int64_t id);

// "delivery … WHERE …" with all matches in scope, by the way that reads least; to be followed by " AND …" or an order.
// Its values are the condition's.
[[nodiscard]] std::string matches_in(const ScopeFilter& scope, const Condition& condition);

// A stretch of time that a walk by time need not enter: `skipped` messages lie before `edge` in the direction of the walk.
struct Shortcut {
  std::int64_t skipped = 0;
  std::int64_t edge_ms = 0;  // walk on with received_at < edge (descending) or >= edge (ascending)
};
// At most `skip`. For conditions with only_tally_columns.
[[nodiscard]] base::Result<Shortcut> shortcut(Connection& db, const ScopeFilter& scope, const Condition& condition, api::SortOrder order,
                                              std::int64_t skip);

inline constexpr std::int64_t kHalfHourMs = 1'800'000;
[[nodiscard]] std::int64_t floor_divide(std::int64_t a, std::int64_t b);
// recipient_time or domain_time, to be restricted by scope.predicate().
[[nodiscard]] std::string_view time_table(const ScopeFilter& scope);
[[nodiscard]] std::string_view time_index(const ScopeFilter& scope);  // of delivery

}  // namespace pratique::storage::sqlite
