#include "node/storage/sqlite/job_rules.hpp"

#include <map>
#include <set>
#include <utility>

#include "node/domain/address.hpp"
#include "node/domain/release_policy.hpp"
#include "node/domain/sender_list.hpp"
#include "node/storage/sqlite/list_rows.hpp"
#include "node/storage/sqlite/policy_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

api::NewListEntry entry_for(const api::ListWish& wish, const std::string& sender, const std::string& recipient) {
  api::NewListEntry entry{.pattern = sender, .applies_to = recipient, .note = wish.note, .expires_at = wish.expires_at};
  if (wish.sender == api::ListWish::Sender::Domain) entry.pattern = domain::domain_part(sender);
  if (wish.reach == api::ListWish::Reach::Domain) entry.applies_to = domain::domain_part(recipient);
  return entry;
}

// Senders and recipients of the job's open items; a forged or missing From names nobody and is left out.
base::Result<std::vector<api::NewListEntry>> wished_entries(Connection& db, std::int64_t job_row, const api::ListWish& wish) {
  std::vector<api::NewListEntry> entries;
  std::set<std::pair<std::string, std::string>> seen;
  TRY(Rows rows, db.query("SELECT DISTINCT d.from_address, d.recipient FROM job_item i JOIN delivery d ON d.id = i.delivery_id"
                          " WHERE i.job_id = ? AND i.state = 0",
                          {job_row}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return entries;
    auto entry = domain::normalise(entry_for(wish, rows.text(0), rows.text(1)));
    if (!entry && entry.error().field == "note") return std::unexpected(std::move(entry).error());
    if (!entry) continue;
    if (seen.emplace(domain::address_key(entry->applies_to), domain::address_key(entry->pattern)).second)
      entries.push_back(*std::move(entry));
  }
}

base::Result<void> refuse_unpermitted(Connection& db, api::Role role, std::int64_t job_row) {
  TRY(const std::string right, release_right_sql(db, role));
  for (const api::ReleaseRight refused : {api::ReleaseRight::Request, api::ReleaseRight::Nobody}) {
    TRY_VOID(
        db.run("UPDATE job_item SET state = ?, reply = ? WHERE job_id = ? AND state = 0 AND delivery_id IN (SELECT d.id FROM job_item i"
               " JOIN delivery d ON d.id = i.delivery_id WHERE i.job_id = ? AND " +
                   right + " = ?)",
               {code_of(api::ItemState::Failed), value_of(domain::refusal_of(refused)), job_row, job_row, code_of(refused)}));
  }
  // Nothing may be left to wait for.
  return db.run(
      "UPDATE job SET state = ?, is_open = 0 WHERE id = ? AND NOT EXISTS (SELECT 1 FROM job_item WHERE job_id = job.id AND state = 0)",
      {code_of(api::JobState::Done), job_row});
}

base::Result<std::int64_t> add_wished_entries(Connection& db, const domain::Scope& scope, std::int64_t job_row, api::Action action,
                                              const api::ListWish& wish, base::WallTime at) {
  if (wish.reach == api::ListWish::Reach::Domain && scope.role == api::Role::Email)
    return fail(ErrorCode::Refused, "Entries for the whole domain are made by its administrators", "list");
  if (wish.expires_at && *wish.expires_at <= at) return fail(ErrorCode::BadInput, "The entry would have ended already", "list");
  const api::ListKind kind = action == api::Action::RemoveBlock ? api::ListKind::Block : api::ListKind::Allow;
  TRY(const auto entries, wished_entries(db, job_row, wish));
  std::map<std::string, std::int64_t> more;
  for (const api::NewListEntry& entry : entries) ++more[entry.applies_to];
  for (const auto& [applies_to, count] : more) {
    auto room = must_have_room(db, kind, applies_to, count);
    if (!room) room.error().field = "list";
    TRY_VOID(room);
  }
  std::int64_t added = 0;
  for (const api::NewListEntry& entry : entries) {
    auto row = insert_entry(db, scope, kind, entry, at, job_row);
    if (!row && row.error().code == ErrorCode::Conflict) continue;
    TRY_VOID(row.transform([](std::int64_t) {}));
    ++added;
  }
  return added;
}

}  // namespace

base::Result<void> apply_rules(Connection& db, const domain::Scope& scope, std::int64_t job_row, const NewJob& wanted) {
  if (api::is_release(wanted.job.action)) TRY_VOID(refuse_unpermitted(db, scope.role, job_row));
  if (!wanted.list) return {};
  TRY(const std::int64_t added, add_wished_entries(db, scope, job_row, wanted.job.action, *wanted.list, wanted.job.created_at));
  return db.run("UPDATE job SET entries_added = ? WHERE id = ?", {added, job_row});
}

base::Result<void> remove_job_entries(Connection& db, std::int64_t job_row) {
  return db.run("DELETE FROM list_entry WHERE job_id = ?", {job_row});
}

}  // namespace pratique::storage::sqlite
