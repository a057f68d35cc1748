// Database rows ↔ api values: the numbers that enumerations have on disk, and reading a summary.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "client/api/event.hpp"
#include "client/api/ids.hpp"
#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "node/storage/sqlite/connection.hpp"
#include "node/storage/sqlite/scope_sql.hpp"

namespace pratique::storage::sqlite {

inline constexpr double kNoScore = -1e18;  // in delivery.score, where the filter gave none

template <class Enum>
[[nodiscard]] Value code_of(Enum value) {
  return static_cast<std::int64_t>(value);
}
template <class Enum>
[[nodiscard]] Enum enum_of(std::int64_t code) {
  return static_cast<Enum>(code);
}

// Public ids carry a letter so that nouns cannot be confused: m42, j7. 0 when it is not one.
[[nodiscard]] std::int64_t row_of(const api::MessageId& id);
[[nodiscard]] std::int64_t row_of(const api::JobId& id);
[[nodiscard]] std::int64_t row_of(const api::ListEntryId& id);
[[nodiscard]] std::int64_t row_of(const api::SearchId& id);
[[nodiscard]] std::int64_t row_of(const api::RequestId& id);
[[nodiscard]] std::int64_t row_of(const api::ReportId& id);
[[nodiscard]] api::MessageId message_id_of(std::int64_t row);
[[nodiscard]] api::JobId job_id_of(std::int64_t row);
[[nodiscard]] api::ListEntryId list_entry_id_of(std::int64_t row);
[[nodiscard]] api::SearchId search_id_of(std::int64_t row);
[[nodiscard]] api::RequestId request_id_of(std::int64_t row);
[[nodiscard]] api::ReportId report_id_of(std::int64_t row);

// Summaries of deliveries in scope, in the order of `rows`, which are all there (a page that was just found): one statement for the
// rows, and one for each wave among them.
[[nodiscard]] base::Result<std::vector<api::MessageSummary>> load_summaries(Connection& db, const ScopeFilter& scope,
                                                                            std::span<const std::int64_t> rows);
// The summary of one delivery in scope; NotFound otherwise. `wave.count` counts held mail in the same scope.
[[nodiscard]] base::Result<api::MessageSummary> load_summary(Connection& db, const ScopeFilter& scope, std::int64_t row);

}  // namespace pratique::storage::sqlite
