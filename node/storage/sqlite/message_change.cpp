// detail(), find(), and what changes a delivery: status (compare-and-set), trail, seen.
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

// When the domain's retention ends; domains that the node does not know keep mail until somebody says otherwise.
base::Result<std::optional<base::WallTime>> expiry_of(Connection& db, const api::MessageSummary& summary, std::int64_t row) {
  auto days = db.integer(
      "SELECT o.retention_days FROM delivery d JOIN recipient_domain n ON n.id = d.domain_id JOIN domain o ON o.name = n.name WHERE d.id = "
      "?",
      {row});
  if (!days && days.error().code == ErrorCode::NotFound) return std::nullopt;
  if (!days) return std::unexpected(std::move(days).error());
  return summary.received_at + std::chrono::days(*days);
}

base::Result<bool> has_source(Connection& db, std::int64_t row) {
  return db.integer("SELECT blob_id <> 0 FROM delivery WHERE id = ?", {row}).transform([](std::int64_t there) { return there != 0; });
}

// The row behind an id, when the scope holds it.
base::Result<std::int64_t> visible_row(Connection& db, const domain::Scope& scope, const api::MessageId& id) {
  TRY(const ScopeFilter filter, resolve(db, scope));
  auto row = db.integer("SELECT id FROM delivery WHERE id = ? AND " + filter.predicate(), {row_of(id)});
  if (!row && row.error().code == ErrorCode::NotFound) return fail(ErrorCode::NotFound, "This message is not there");
  return row;
}

}  // namespace

base::Result<api::MessageDetail> SqliteMessageRepository::detail(const domain::Scope& scope, const api::MessageId& id) const {
  return database_.read([&](Connection& db) -> base::Result<api::MessageDetail> {
    const std::int64_t row = row_of(id);
    TRY(const ScopeFilter filter, resolve(db, scope));
    api::MessageDetail detail;
    TRY(detail.summary, load_summary(db, filter, row));
    TRY(detail.trail, load_trail(db, row));
    TRY(detail.has_source, has_source(db, row));
    if (detail.has_source) {
      TRY(detail.expires_at, expiry_of(db, detail.summary, row));
    }
    TRY(Rows rows, db.query("SELECT why, has_html, has_text, remote_images, odd_links FROM delivery_detail WHERE delivery_id = ?", {row}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::Internal, "The details of this message are missing", {}, "delivery_detail " + id.value);
    TRY(detail.why, api::decode_why(rows.text(0)));
    detail.has_html = rows.flag(1);
    detail.has_text = rows.flag(2);
    detail.remote_images = rows.integer(3);
    detail.odd_links = rows.integer(4);
    return detail;
  });
}

base::Result<StoredDelivery> SqliteMessageRepository::find(const domain::Scope& scope, const api::MessageId& id) const {
  return database_.read([&](Connection& db) -> base::Result<StoredDelivery> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    StoredDelivery found;
    TRY(found.summary, load_summary(db, filter, row_of(id)));
    TRY(Rows rows, db.query("SELECT b.sha256 FROM delivery d JOIN blob b ON b.id = d.blob_id WHERE d.id = ?", {row_of(id)}));
    TRY(const bool there, rows.next());
    if (!there) return fail(ErrorCode::Internal, "The source of this message is missing", {}, "blob of " + id.value);
    found.blob_sha256 = rows.text(0);
    return found;
  });
}

base::Result<bool> SqliteMessageRepository::change_status(const domain::Scope& scope, const StatusChange& change) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    Connection& db = writing.db;
    TRY(const std::int64_t row, visible_row(db, scope, change.id));
    TRY_VOID(
        db.run("UPDATE delivery SET status = ?, status_at = ?, smtp_reply = CASE WHEN ? = '' THEN smtp_reply ELSE ? END WHERE id = ? AND "
               "status = ?",
               {code_of(change.to), value_of(change.at), change.smtp_reply, change.smtp_reply, row, code_of(change.from)}));
    if (db.changed_rows() == 0) return false;
    if (change.delivery) {
      TRY_VOID(db.run(
          "UPDATE delivery SET delivery_at = ?, delivery_host = ?, delivery_ip = ?, delivery_port = ?, delivery_reply = ? WHERE id = ?",
          {value_of(change.delivery->at), change.delivery->host, change.delivery->ip, change.delivery->port, change.delivery->reply, row}));
    }
    TRY_VOID(append_trail(db, row, {change.at, change.trail_kind, scope.actor, change.trail_detail}));
    TRY_VOID(write_message_event(db, api::EventKind::MessageChanged, row));
    writing.wrote_events = true;
    return true;
  });
}

base::Result<void> SqliteMessageRepository::add_trail(const domain::Scope& scope, const api::MessageId& id, const api::TrailEvent& event) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY(const std::int64_t row, visible_row(writing.db, scope, id));
    return append_trail(writing.db, row, event);
  });
}

base::Result<void> SqliteMessageRepository::set_seen(const domain::Scope& scope, std::span<const api::MessageId> ids, bool seen) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    for (const api::MessageId& id : ids) {
      TRY(const std::int64_t row, visible_row(writing.db, scope, id));
      TRY_VOID(writing.db.run("UPDATE delivery SET seen = ? WHERE id = ? AND seen <> ?", {value_of(seen), row, value_of(seen)}));
      if (writing.db.changed_rows() == 0) continue;
      TRY_VOID(write_message_event(writing.db, api::EventKind::MessageChanged, row));
      writing.wrote_events = true;
    }
    return {};
  });
}

base::Result<std::vector<std::string>> SqliteMessageRepository::known_senders(std::string_view recipient_domain, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<std::string>> {
    TRY(Rows rows, db.query("SELECT DISTINCT k.sender FROM known_sender k JOIN recipient_domain d ON d.id = k.domain_id WHERE d.name = ?"
                            " ORDER BY k.n DESC, k.sender DESC LIMIT ?",
                            {value_of(recipient_domain), limit}));
    std::vector<std::string> senders;
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return senders;
      senders.push_back(rows.text(0));
    }
  });
}

base::Result<std::vector<std::string>> SqliteMessageRepository::blob_hashes(std::string_view after, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<std::string>> {
    TRY(Rows rows, db.query("SELECT sha256 FROM blob WHERE sha256 > ? AND (EXISTS (SELECT 1 FROM delivery WHERE blob_id = blob.id)"
                            " OR EXISTS (SELECT 1 FROM report WHERE blob_id = blob.id AND blob_id <> 0)) ORDER BY sha256 LIMIT ?",
                            {value_of(after), limit}));
    std::vector<std::string> hashes;
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return hashes;
      hashes.push_back(rows.text(0));
    }
  });
}

}  // namespace pratique::storage::sqlite
