// The part of SqliteReportRepository about deliveries: what a report is held against, what is like it, what came of its lesson, and how
// long it is kept.
#include <algorithm>

#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/report_repository.hpp"
#include "node/storage/sqlite/report_rows.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"
#include "node/storage/sqlite/wave.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;

constexpr std::int64_t kTracedMax = 200;

// Deliveries of a queue id, also of one that is not their first.
std::string deliveries_of_queue_id() {
  return "(SELECT id FROM delivery INDEXED BY delivery_queue_id WHERE queue_id = ?1 AND queue_id <> ''"
         " UNION SELECT delivery_id FROM queue_alias WHERE queue_id = ?1)";
}

}  // namespace

base::Result<std::vector<TracedDelivery>> SqliteReportRepository::trace(const domain::Scope& scope, std::string_view queue_id) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<TracedDelivery>> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    std::vector<TracedDelivery> out;
    TRY(Rows rows, db.query("SELECT id, recipient, (SELECT sha256 FROM blob WHERE blob.id = blob_id),"
                            " (SELECT sha256 FROM body_hash WHERE queue_id = ?1) FROM delivery WHERE id IN " +
                                deliveries_of_queue_id() + " AND " + filter.looked_at() + " ORDER BY id LIMIT ?2",
                            {value_of(queue_id), kTracedMax}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return out;
      out.push_back(
          {.message = message_id_of(rows.integer(0)), .recipient = rows.text(1), .body_sha256 = rows.text(3), .blob_sha256 = rows.text(2)});
    }
  });
}

base::Result<std::optional<std::string>> SqliteReportRepository::sole_recipient(std::string_view queue_id) const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<std::string>> {
    TRY(Rows rows, db.query("SELECT DISTINCT recipient FROM delivery WHERE id IN " + deliveries_of_queue_id() +
                                " AND domain_id <> coalesce((SELECT id FROM recipient_domain WHERE name = ''), 0) LIMIT 2",
                            {value_of(queue_id)}));
    TRY(const bool found, rows.next());
    if (!found) return std::nullopt;
    const std::string recipient = rows.text(0);
    TRY(const bool more, rows.next());
    return more ? std::nullopt : std::optional(recipient);
  });
}

base::Result<std::int64_t> SqliteReportRepository::alike(const domain::Scope& scope, std::string_view signature,
                                                         std::string_view sender_organisation, std::span<const std::string> domains,
                                                         const std::optional<api::MessageId>& except, base::WallTime at) const {
  if (signature.empty()) return 0;
  return database_.read([&](Connection& db) -> base::Result<std::int64_t> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    std::int64_t total = 0;
    for (const std::string& name : domains) {
      auto domain_id = db.integer("SELECT id FROM recipient_domain WHERE name = ? AND name <> ''", {name});
      if (!domain_id && domain_id.error().code == ErrorCode::NotFound) continue;
      TRY(const std::int64_t in_domain, std::move(domain_id));
      TRY(const auto wave, find_wave(db, signature, sender_organisation, at, in_domain));
      if (!wave) continue;
      TRY(const std::int64_t count,
          db.integer("SELECT count(*) FROM delivery WHERE wave_id = ? AND wave_id <> '' AND domain_id = ? AND status = 6 AND id <> ? AND " +
                         filter.looked_at(),
                     {*wave, in_domain, except ? row_of(*except) : std::int64_t{0}}));
      static_assert(static_cast<int>(api::Status::Quarantined) == 6);
      total += count;
    }
    return total;
  });
}

base::Result<std::vector<DueLesson>> SqliteReportRepository::due(base::WallTime at, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<DueLesson>> {
    std::vector<DueLesson> out;
    TRY(Rows rows, db.query("SELECT id, lesson, mailbox, (SELECT sha256 FROM blob WHERE blob.id = blob_id), attempts, undone_at FROM report"
                            " WHERE next_try_at IS NOT NULL AND next_try_at <= ? ORDER BY next_try_at LIMIT ?",
                            {value_of(at), limit}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return out;
      out.push_back({.id = report_id_of(rows.integer(0)),
                     .lesson = enum_of<Lesson>(rows.integer(1)),
                     .mailbox = rows.text(2),
                     .blob_sha256 = rows.text(3),
                     .attempts = rows.integer(4),
                     .is_undo = !rows.is_null(5)});
    }
  });
}

base::Result<void> SqliteReportRepository::taught(const DueLesson& lesson, const Taught& result) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    Connection& db = writing.db;
    const std::int64_t row = row_of(lesson.id);
    const bool goes_on = result.next_try_at.has_value();
    // An undone report keeps what it came to; what its undoing came to is in the trail.
    TRY_VOID(
        db.run("UPDATE report SET outcome = CASE WHEN undone_at IS NULL THEN ? ELSE outcome END, lesson = ?, attempts = attempts + 1,"
               " next_try_at = ? WHERE id = ? AND lesson = ? AND (undone_at IS NOT NULL) = ?",
               {outcome_code(result.outcome), code_of(goes_on ? lesson.lesson : Lesson::None), value_of(result.next_try_at), row,
                code_of(lesson.lesson), value_of(lesson.is_undo)}));
    if (db.changed_rows() == 0 || goes_on || result.trail_kind.empty()) return {};
    auto delivery = db.integer("SELECT delivery_id FROM report WHERE id = ? AND delivery_id IS NOT NULL", {row});
    if (!delivery && delivery.error().code == ErrorCode::NotFound) return {};
    TRY(const std::int64_t of, std::move(delivery));
    TRY(Rows rows, db.query("SELECT reported_by FROM report WHERE id = ?", {row}));
    TRY_VOID(rows.next().transform([](bool) {}));
    TRY_VOID(append_trail(db, of, {result.at, result.trail_kind, rows.text(0), result.outcome}));
    writing.wrote_events = true;
    return write_message_event(db, api::EventKind::MessageChanged, of);
  });
}

base::Result<std::int64_t> SqliteReportRepository::forget(base::WallTime bytes_before, base::WallTime rows_before, std::int64_t limit) {
  return database_.write([&](Writing& writing) -> base::Result<std::int64_t> {
    Connection& db = writing.db;
    struct Old {
      std::int64_t id;
      std::int64_t blob;
      bool goes;
    };
    std::vector<Old> old;
    {
      TRY(Rows rows, db.query("SELECT id, blob_id, reported_at < ?2 FROM report INDEXED BY report_by_age"
                              " WHERE reported_at < max(?1, ?2) AND (blob_id <> 0 OR reported_at < ?2) ORDER BY reported_at LIMIT ?3",
                              {value_of(bytes_before), value_of(rows_before), limit}));
      for (;;) {
        TRY(const bool more, rows.next());
        if (!more) break;
        old.push_back({rows.integer(0), rows.integer(1), rows.flag(2)});
      }
    }
    for (const Old& one : old) {
      if (one.goes)
        TRY_VOID(db.run("DELETE FROM report WHERE id = ?", {one.id}));
      else
        TRY_VOID(db.run("UPDATE report SET blob_id = 0, lesson = 0, next_try_at = NULL WHERE id = ?", {one.id}));
      TRY_VOID(drop_unused_blob(db, one.blob));
    }
    TRY_VOID(db.run("DELETE FROM body_hash WHERE at < ?", {value_of(rows_before)}));
    return static_cast<std::int64_t>(old.size());
  });
}

}  // namespace pratique::storage::sqlite
