// Rows of list_entry: read, written, and whose they are. `db` is inside a transaction of the caller's.
#pragma once

#include <string>
#include <vector>

#include "client/api/list_entry.hpp"
#include "node/domain/list_decision.hpp"
#include "node/domain/scope.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

struct EntryFilter {  // a condition on list_entry
  std::string sql = "1";
  Values values;
};
[[nodiscard]] EntryFilter entries_seen_by(const domain::Scope& scope);
[[nodiscard]] EntryFilter entries_changed_by(const domain::Scope& scope);
// "column IN (?,?)" with values; "0" for none.
[[nodiscard]] EntryFilter one_of(std::string_view column, const std::vector<std::string>& values);

// SELECT … FROM list_entry WHERE `condition`, which ends with any ORDER BY and LIMIT.
[[nodiscard]] base::Result<std::vector<domain::ListCandidate>> load_entries(Connection& db, std::string_view condition,
                                                                            const Values& values);

// Adds one; Conflict when the pattern applies there. Scope, reach and room were looked at. `job_row`: 0 by hand.
[[nodiscard]] base::Result<std::int64_t> insert_entry(Connection& db, const domain::Scope& scope, api::ListKind kind,
                                                      const api::NewListEntry& entry, base::WallTime at, std::int64_t job_row = 0);
[[nodiscard]] base::Result<void> update_entry(Connection& db, const domain::Scope& scope, std::int64_t row, const api::NewListEntry& entry);

// Refused when the list of this recipient or domain would grow beyond kListEntriesMax.
[[nodiscard]] base::Result<void> must_have_room(Connection& db, api::ListKind kind, const std::string& applies_to, std::int64_t more);

// NotFound or Refused where the scope may not add entries for this recipient or domain.
[[nodiscard]] base::Result<void> must_be_changeable(Connection& db, const domain::Scope& scope, const std::string& applies_to);

}  // namespace pratique::storage::sqlite
