#include "node/storage/sqlite/retention_repository.hpp"

#include <string>
#include <vector>

#include "client/api/release_request.hpp"
#include "node/storage/sqlite/delivery_row.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"

namespace pratique::storage::sqlite {
namespace {

using api::Status;

constexpr auto kUndoable = std::chrono::days(1);  // a slip of the hand can be taken back, whatever a message's age

// Whom nobody is just acting on.
constexpr std::string_view kFree =
    " AND NOT EXISTS (SELECT 1 FROM job_item i JOIN job j ON j.id = i.job_id WHERE i.delivery_id = d.id AND j.is_open = 1)";

base::Result<std::vector<std::int64_t>> ids_of(Connection& db, const std::string& sql, const Values& values) {
  std::vector<std::int64_t> ids;
  TRY(Rows rows, db.query(sql, values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return ids;
    ids.push_back(rows.integer(0));
  }
}

base::Result<void> drop_bytes(Connection& db, std::int64_t id, base::WallTime now) {
  ScopeFilter all;
  all.kind = ScopeFilter::Kind::Everything;
  TRY(const api::MessageSummary summary, load_summary(db, all, id));
  TRY(const std::int64_t blob, db.integer("SELECT blob_id FROM delivery WHERE id = ?", {id}));
  TRY(const std::int64_t recipient_id, db.integer("SELECT recipient_id FROM delivery WHERE id = ?", {id}));
  TRY(const std::int64_t domain_id, db.integer("SELECT domain_id FROM delivery WHERE id = ?", {id}));
  const bool is_held = summary.status == Status::Quarantined;
  TRY_VOID(db.run("UPDATE delivery SET blob_id = 0, snippet = '', worth_a_look = 0, status = ?, status_at = ? WHERE id = ?",
                  {code_of(is_held ? Status::Expired : summary.status), value_of(is_held ? now : summary.status_at), id}));
  TRY_VOID(db.run("UPDATE delivery_detail SET has_html = 0, has_text = 0, remote_images = 0, odd_links = 0 WHERE delivery_id = ?", {id}));
  TRY_VOID(db.run("DELETE FROM message_fts WHERE rowid = ?", {id}));
  TRY_VOID(index_words(db, id, summary, {}, {recipient_id, domain_id}));
  TRY_VOID(append_trail(db, id, {now, "expired", {}, {}}));
  // Nobody can answer it any more.
  TRY_VOID(db.run("UPDATE release_request SET state = ?, decided_at = ? WHERE delivery_id = ? AND state = ?",
                  {code_of(api::RequestState::Withdrawn), value_of(now), id, code_of(api::RequestState::Open)}));
  TRY_VOID(drop_unused_blob(db, blob));
  return write_message_event(db, api::EventKind::MessageChanged, id);
}

}  // namespace

base::Result<std::int64_t> SqliteRetentionRepository::expire(base::WallTime now, std::int64_t limit) {
  return database_.write([&](Writing& writing) -> base::Result<std::int64_t> {
    Connection& db = writing.db;
    std::int64_t expired = 0;
    struct Ending {
      std::int64_t domain_id;
      std::int64_t days;
    };
    std::vector<Ending> endings;
    {
      TRY(Rows rows, db.query("SELECT n.id, o.retention_days FROM domain o JOIN recipient_domain n ON n.name = o.name"));
      for (;;) {
        TRY(const bool more, rows.next());
        if (!more) break;
        endings.push_back({rows.integer(0), rows.integer(1)});
      }
    }
    for (const Ending& ending : endings) {
      if (expired >= limit) break;
      // 7: it is on its way out; the job has hold of it.
      TRY(const auto ids,
          ids_of(db,
                 "SELECT id FROM delivery d INDEXED BY delivery_kept WHERE domain_id = ? AND blob_id <> 0 AND received_at < ?"
                 " AND status <> 7 AND (status = 6 OR status_at < ?)" +
                     std::string(kFree) + " ORDER BY received_at LIMIT ?",
                 {ending.domain_id, value_of(now - std::chrono::days(ending.days)), value_of(now - kUndoable), limit - expired}));
      static_assert(static_cast<int>(Status::ReleasePending) == 7 && static_cast<int>(Status::Quarantined) == 6);
      for (const std::int64_t id : ids) TRY_VOID(drop_bytes(db, id, now));
      expired += static_cast<std::int64_t>(ids.size());
    }
    writing.wrote_events = expired > 0;
    return expired;
  });
}

base::Result<std::int64_t> SqliteRetentionRepository::forget(base::WallTime before, std::int64_t limit) {
  return database_.write([&](Writing& writing) -> base::Result<std::int64_t> {
    Connection& db = writing.db;
    TRY_VOID(db.run(
        "CREATE TEMP TABLE IF NOT EXISTS forgotten(id INTEGER PRIMARY KEY, recipient_id INTEGER NOT NULL, domain_id INTEGER NOT NULL)"));
    TRY_VOID(db.run("DELETE FROM temp.forgotten"));
    TRY_VOID(
        db.run("INSERT INTO temp.forgotten SELECT id, recipient_id, domain_id FROM delivery d INDEXED BY delivery_logged"
               " WHERE blob_id = 0 AND received_at < ?" +
                   std::string(kFree) + " ORDER BY received_at LIMIT ?",
               {value_of(before), limit}));
    const std::int64_t count = db.changed_rows();
    if (count == 0) return 0;
    TRY_VOID(db.run("DELETE FROM message_fts WHERE rowid IN (SELECT id FROM temp.forgotten)"));
    TRY_VOID(db.run("DELETE FROM delivery WHERE id IN (SELECT id FROM temp.forgotten)"));
    // Counts of nothing, and strangers' addresses, would stay for ever.
    TRY_VOID(db.run("DELETE FROM tally WHERE n = 0 AND recipient_id IN (SELECT recipient_id FROM temp.forgotten)"));
    TRY_VOID(db.run("DELETE FROM recipient_time WHERE n = 0 AND recipient_id IN (SELECT recipient_id FROM temp.forgotten)"));
    TRY_VOID(db.run("DELETE FROM domain_time WHERE n = 0 AND domain_id IN (SELECT domain_id FROM temp.forgotten) AND half_hour <= ?",
                    {before.time_since_epoch().count() / 1'800'000}));
    TRY_VOID(
        db.run("DELETE FROM recipient WHERE id IN (SELECT recipient_id FROM temp.forgotten) AND address_key LIKE ' %'"
               " AND NOT EXISTS (SELECT 1 FROM delivery WHERE recipient_id = recipient.id)"));
    return count;
  });
}

base::Result<void> SqliteRetentionRepository::forget_notes(base::WallTime before) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM mail_queue WHERE at < ?", {value_of(before)}));
    return writing.db.run("DELETE FROM filter_event WHERE at < ?", {value_of(before)});
  });
}

base::Result<std::int64_t> SqliteRetentionRepository::remove_files(std::chrono::seconds grace, std::int64_t limit) {
  std::vector<std::string> hashes;
  TRY(hashes, database_.read([&](Connection& db) -> base::Result<std::vector<std::string>> {
    std::vector<std::string> found;
    TRY(Rows rows, db.query("SELECT sha256 FROM blob_gone LIMIT ?", {limit}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return found;
      found.push_back(rows.text(0));
    }
  }));
  std::int64_t removed = 0;
  for (const std::string& hash : hashes) {
    // The same bytes may have come again since.
    TRY(const bool is_needed,
        database_.read([&](Connection& db) { return db.integer("SELECT EXISTS (SELECT 1 FROM blob WHERE sha256 = ?)", {hash}); })
            .transform([](std::int64_t there) { return there != 0; }));
    if (!is_needed) {
      TRY(const bool gone, blobs_.remove_unused(hash, grace));
      if (!gone) continue;
      ++removed;
    }
    TRY_VOID(database_.write([&](Writing& writing) { return writing.db.run("DELETE FROM blob_gone WHERE sha256 = ?", {hash}); }));
  }
  return removed;
}

}  // namespace pratique::storage::sqlite
