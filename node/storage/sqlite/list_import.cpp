// changeable() and import(): whole lists at once.
#include <map>

#include "node/domain/address.hpp"
#include "node/storage/sqlite/list_repository.hpp"
#include "node/storage/sqlite/list_rows.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using Key = std::pair<std::string, std::string>;  // whom it is for, sender

Key key_of(const api::NewListEntry& entry) {
  return {domain::address_key(entry.applies_to), domain::address_key(entry.pattern)};
}

base::Result<std::vector<domain::ListCandidate>> load_changeable(Connection& db, const domain::Scope& scope, api::ListKind kind) {
  EntryFilter filter = entries_changed_by(scope);
  filter.values.push_back(code_of(kind));
  return load_entries(db, filter.sql + " AND kind = ? ORDER BY id", filter.values);
}

}  // namespace

base::Result<std::vector<api::NewListEntry>> SqliteListRepository::changeable(const domain::Scope& scope, api::ListKind kind) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::NewListEntry>> {
    TRY(auto found, load_changeable(db, scope, kind));
    std::vector<api::NewListEntry> entries;
    for (auto& candidate : found) entries.push_back(std::move(candidate.entry.entry));
    return entries;
  });
}

base::Result<api::ListImport> SqliteListRepository::import(const domain::Scope& scope, api::ListKind kind,
                                                           std::span<const api::NewListEntry> entries, ImportMode mode, base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<api::ListImport> {
    Connection& db = writing.db;
    TRY(auto found, load_changeable(db, scope, kind));
    std::map<Key, api::ListEntry> before;
    for (auto& candidate : found) before.emplace(key_of(candidate.entry.entry), std::move(candidate.entry));
    std::map<Key, const api::NewListEntry*> wanted;
    for (const api::NewListEntry& entry : entries) wanted[key_of(entry)] = &entry;  // of the same sender twice, the last counts

    api::ListImport result;
    // First, so that a full list can be replaced by another full one.
    for (const auto& [key, entry] : before) {
      if (mode != ImportMode::Replace || wanted.contains(key)) continue;
      TRY_VOID(db.run("DELETE FROM list_entry WHERE id = ?", {row_of(entry.id)}));
      ++result.removed;
    }
    std::map<std::string, std::int64_t> more;  // for whom, how many
    for (const auto& [key, entry] : wanted) {
      if (!before.contains(key)) ++more[entry->applies_to];
    }
    for (const auto& [applies_to, count] : more) {
      TRY_VOID(must_be_changeable(db, scope, applies_to));
      TRY_VOID(must_have_room(db, kind, applies_to, count));
    }
    for (const auto& [key, entry] : wanted) {
      const auto known = before.find(key);
      if (known == before.end()) {
        TRY(const std::int64_t row, insert_entry(db, scope, kind, *entry, at));
        result.added += row > 0 ? 1 : 0;
      } else if (known->second.entry == *entry) {
        ++result.unchanged;
      } else {
        TRY_VOID(update_entry(db, scope, row_of(known->second.id), *entry));
        ++result.changed;
      }
    }
    return result;
  });
}

}  // namespace pratique::storage::sqlite
