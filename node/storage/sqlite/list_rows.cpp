#include "node/storage/sqlite/list_rows.hpp"

#include "node/domain/address.hpp"
#include "node/domain/sender_list.hpp"
#include "node/domain/text_key.hpp"
#include "node/storage/list_repository.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

static_assert(static_cast<int>(api::ListKind::Allow) == 0 && static_cast<int>(api::ListKind::Block) == 1);  // on people's disks

constexpr std::size_t kSearchKeyCodePoints = 1'500;

std::vector<std::string> keys_of(const std::vector<std::string>& names) {
  std::vector<std::string> keys;
  for (const std::string& name : names) keys.push_back(domain::address_key(name));
  return keys;
}

std::string search_key(const api::NewListEntry& entry) {
  return domain::sort_key(entry.pattern + " " + entry.applies_to + " " + entry.note, kSearchKeyCodePoints);
}

}  // namespace

EntryFilter one_of(std::string_view column, const std::vector<std::string>& values) {
  if (values.empty()) return {.sql = "0", .values = {}};
  EntryFilter filter{.sql = std::string(column) + " IN (", .values = {}};
  for (const std::string& value : values) {
    filter.sql += filter.values.empty() ? "?" : ",?";
    filter.values.emplace_back(value);
  }
  filter.sql += ")";
  return filter;
}

EntryFilter entries_changed_by(const domain::Scope& scope) {
  if (scope.sees_everything()) return {};
  return scope.role == api::Role::Email ? one_of("applies_key", keys_of(scope.addresses))
                                        : one_of("applies_domain", keys_of(scope.domains));
}

EntryFilter entries_seen_by(const domain::Scope& scope) {
  if (scope.role != api::Role::Email) return entries_changed_by(scope);
  std::vector<std::string> keys = keys_of(scope.addresses);
  for (const std::string& address : scope.addresses) keys.push_back(domain::address_key(domain::domain_part(address)));
  return one_of("applies_key", keys);
}

base::Result<std::vector<domain::ListCandidate>> load_entries(Connection& db, std::string_view condition, const Values& values) {
  std::vector<domain::ListCandidate> out;
  TRY(Rows rows, db.query("SELECT id, kind, pattern, applies_to, note, expires_at, paused, added_by, added_at, hits, last_hit_at, role"
                          " FROM list_entry WHERE " +
                              std::string(condition),
                          values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return out;
    api::ListEntry entry;
    entry.id = list_entry_id_of(rows.integer(0));
    entry.kind = enum_of<api::ListKind>(rows.integer(1));
    entry.entry = {rows.text(2), rows.text(3), rows.text(4), rows.optional_time(5), rows.flag(6)};
    entry.added_by = rows.text(7);
    entry.added_at = rows.time(8);
    entry.hits = rows.integer(9);
    entry.last_hit_at = rows.optional_time(10);
    out.push_back({.entry = std::move(entry), .role = enum_of<api::Role>(rows.integer(11))});
  }
}

base::Result<std::int64_t> insert_entry(Connection& db, const domain::Scope& scope, api::ListKind kind, const api::NewListEntry& entry,
                                        base::WallTime at, std::int64_t job_row) {
  const std::string applies_key = domain::address_key(entry.applies_to);
  auto added = db.run(
      "INSERT INTO list_entry(kind, pattern, pattern_key, applies_to, applies_key, applies_domain, note, expires_at, paused,"
      " search_key, account_id, added_by, role, added_at, hits, last_hit_at, job_id)"
      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,NULL,?)",
      {code_of(kind), entry.pattern, domain::address_key(entry.pattern), entry.applies_to, applies_key,
       std::string(domain::domain_part(applies_key)), entry.note, value_of(entry.expires_at), value_of(entry.paused), search_key(entry),
       scope.user_id, scope.actor, code_of(scope.role), value_of(at), job_row});
  if (!added && added.error().code == ErrorCode::Conflict)
    return fail(ErrorCode::Conflict, entry.pattern + " is on this list for " + entry.applies_to + " already", "pattern");
  TRY_VOID(added);
  return db.last_id();
}

base::Result<void> update_entry(Connection& db, const domain::Scope& scope, std::int64_t row, const api::NewListEntry& entry) {
  const std::string applies_key = domain::address_key(entry.applies_to);
  // Edited by hand it is no longer the job's: undoing that would take away what somebody has looked after since.
  auto changed = db.run(
      "UPDATE list_entry SET pattern = ?, pattern_key = ?, applies_to = ?, applies_key = ?, applies_domain = ?, note = ?,"
      " expires_at = ?, paused = ?, search_key = ?, role = ?, job_id = 0 WHERE id = ?",
      {entry.pattern, domain::address_key(entry.pattern), entry.applies_to, applies_key, std::string(domain::domain_part(applies_key)),
       entry.note, value_of(entry.expires_at), value_of(entry.paused), search_key(entry), code_of(scope.role), row});
  if (!changed && changed.error().code == ErrorCode::Conflict)
    return fail(ErrorCode::Conflict, entry.pattern + " is on this list for " + entry.applies_to + " already", "pattern");
  return changed;
}

base::Result<void> must_have_room(Connection& db, api::ListKind kind, const std::string& applies_to, std::int64_t more) {
  TRY(const std::int64_t there,
      db.integer("SELECT count(*) FROM list_entry WHERE applies_key = ? AND kind = ?", {domain::address_key(applies_to), code_of(kind)}));
  if (there + more <= kListEntriesMax) return {};
  return fail(
      ErrorCode::Refused,
      "The list for " + applies_to + " has room for " + std::to_string(kListEntriesMax) + " entries; it has " + std::to_string(there),
      "applies_to");
}

base::Result<void> must_be_changeable(Connection& db, const domain::Scope& scope, const std::string& applies_to) {
  switch (domain::list_right(scope, applies_to)) {
    case domain::ListRight::None:
      return fail(ErrorCode::NotFound, "There is no such mailbox or domain of yours", "applies_to");
    case domain::ListRight::Look:
      return fail(ErrorCode::Refused, "Entries for the whole domain are made by its administrators", "applies_to");
    case domain::ListRight::Change:
      break;
  }
  if (!scope.sees_everything()) return {};
  const std::string name(domain::domain_part(domain::address_key(applies_to)));
  auto known = db.integer("SELECT 1 FROM domain WHERE name = ?", {name});
  if (!known && known.error().code == ErrorCode::NotFound)
    return fail(ErrorCode::NotFound, "This node takes no mail for that domain", "applies_to");
  return known.transform([](std::int64_t) {});
}

}  // namespace pratique::storage::sqlite
