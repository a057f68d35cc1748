#include "node/storage/sqlite/log_repository.hpp"

#include <algorithm>

#include "node/storage/sqlite/delivery_row.hpp"
#include "node/storage/sqlite/log_merge.hpp"
#include "node/storage/sqlite/mail_attempts.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"

namespace pratique::storage::sqlite {
namespace {

using api::Status;
using base::ErrorCode;

constexpr auto kQueueIdsLive = std::chrono::days(10);      // longer than Postfix keeps trying; short queue ids come again
constexpr auto kSecondPassWithin = std::chrono::hours(1);  // from release to Postfix's own word about it

struct Found {
  std::int64_t row = 0;
  Kinship kinship = Kinship::Same;
};

base::Result<std::optional<std::int64_t>> maybe_row(base::Result<std::int64_t> row) {
  if (row) return *row;
  if (row.error().code == ErrorCode::NotFound) return std::nullopt;
  return std::unexpected(std::move(row).error());
}

base::Result<std::optional<Found>> find_by_queue_id(Connection& db, const api::MessageSummary& said, std::int64_t recipient_id) {
  if (said.queue_id.empty()) return std::nullopt;
  TRY(const auto row,
      maybe_row(db.integer("SELECT id FROM delivery INDEXED BY delivery_queue_id WHERE queue_id = ? AND queue_id <> '' AND recipient_id = ?"
                           " AND received_at > ? ORDER BY received_at DESC LIMIT 1",
                           {said.queue_id, recipient_id, value_of(said.status_at - kQueueIdsLive)})));
  if (row) return Found{*row, Kinship::Same};
  TRY(const auto alias,
      maybe_row(db.integer("SELECT delivery_id FROM queue_alias WHERE queue_id = ? AND recipient_id = ?", {said.queue_id, recipient_id})));
  if (alias) return Found{*alias, Kinship::Other};
  return std::nullopt;
}

// A released message that Postfix carries on under an id of its own: the destination's reply names it, or it comes from inside with the
// same Message-ID right after.
base::Result<std::optional<Found>> find_released(Connection& db, const api::MessageSummary& said, std::int64_t recipient_id,
                                                 bool is_inside) {
  if (said.queue_id.empty() || !is_inside) return std::nullopt;
  TRY(const auto row,
      maybe_row(db.integer(
          "SELECT id FROM delivery WHERE recipient_id = ?1 AND status IN (7, 8) AND received_at > ?2 AND (status = 7 OR status_at > ?3)"
          " AND (delivery_reply LIKE '%queued as ' || ?4 OR (message_id = ?5 AND message_id <> ''))"
          " ORDER BY status_at DESC LIMIT 1",
          {recipient_id, value_of(said.status_at - std::chrono::days(400)), value_of(said.status_at - kSecondPassWithin), said.queue_id,
           said.message_id})));
  static_assert(static_cast<int>(Status::ReleasePending) == 7 && static_cast<int>(Status::Released) == 8);
  if (row) return Found{*row, Kinship::Other};
  return std::nullopt;
}

// What was put off and comes again; or, when events come out of order, what was put off before it got through.
base::Result<std::optional<Found>> find_attempt(Connection& db, const api::MessageSummary& said, std::int64_t recipient_id) {
  TRY(const auto put_off, find_put_off(db, said, recipient_id));
  if (put_off) return Found{*put_off, Kinship::NewAttempt};
  TRY(const auto passed, find_passed(db, said, recipient_id));
  if (passed) return Found{*passed, Kinship::Other};
  return std::nullopt;
}

base::Result<void> add_alias(Connection& db, const std::string& queue_id, std::int64_t recipient_id, std::int64_t row) {
  if (queue_id.empty()) return {};
  return db.run("INSERT INTO queue_alias(queue_id, recipient_id, delivery_id) VALUES (?,?,?) ON CONFLICT DO NOTHING",
                {queue_id, recipient_id, row});
}

std::string ident_of(const LogFact& fact) {
  return fact.ident.empty() ? "log:" + fact.summary.queue_id : fact.ident;
}

base::Result<void> index_again(Connection& db, std::int64_t id, const api::MessageSummary& summary, const Target& target) {
  TRY_VOID(db.run("DELETE FROM message_fts WHERE rowid = ?", {id}));
  return index_words(db, id, summary, {}, target);
}

base::Result<void> write_why(Connection& db, std::int64_t id, const api::Why& why) {
  return db.run(
      "INSERT OR REPLACE INTO delivery_detail(delivery_id, why, has_html, has_text, remote_images, odd_links) VALUES (?,?,0,0,0,0)",
      {id, api::encode(why)});
}

base::Result<void> write_trail(Connection& db, std::int64_t row, const LogFact& fact) {
  for (const api::TrailEvent& event : fact.trail) TRY_VOID(tell_trail(db, row, event));
  return {};
}

bool is_known_by_words(const api::MessageSummary& a, const api::MessageSummary& b) {
  return a.subject == b.subject && a.header_from == b.header_from && a.envelope_from == b.envelope_from;
}

base::Result<void> change(Connection& db, const Found& found, const LogFact& fact, const Target& target) {
  Known known;
  DeliveryRow row;
  {
    ScopeFilter all;
    all.kind = ScopeFilter::Kind::Everything;
    TRY(known.summary, load_summary(db, all, found.row));
    TRY(Rows rows, db.query("SELECT ident, blob_id FROM delivery WHERE id = ?", {found.row}));
    TRY(const bool there, rows.next());
    if (!there) return base::fail(ErrorCode::Internal, "A message vanished while it was changed");
    row.ident = rows.text(0);
    row.blob_id = rows.integer(1);
    known.has_source = row.blob_id != kNoBlob;
  }
  row.summary = merged(known, fact, found.kinship);
  if (found.kinship == Kinship::NewAttempt && !fact.summary.queue_id.empty()) {
    TRY_VOID(add_alias(db, known.summary.queue_id, target.recipient_id, found.row));
    row.summary.queue_id = fact.summary.queue_id;
    row.ident = ident_of(fact);
  } else if (found.kinship == Kinship::Other) {
    TRY_VOID(add_alias(db, fact.summary.queue_id, target.recipient_id, found.row));
  }
  TRY_VOID(write_trail(db, found.row, fact));
  if (takes_why(known, fact) && found.kinship != Kinship::Other) TRY_VOID(write_why(db, found.row, *fact.why));
  if (row.summary == known.summary) return {};
  TRY_VOID(update_row(db, found.row, row, target));
  if (!known.has_source && !is_known_by_words(row.summary, known.summary)) TRY_VOID(index_again(db, found.row, row.summary, target));
  return write_message_event(db, api::EventKind::MessageChanged, found.row);
}

base::Result<void> add(Connection& db, const LogFact& fact, const Target& target) {
  DeliveryRow row{.summary = fact.summary, .ident = ident_of(fact)};
  row.summary.received_at = fact.summary.status_at;
  row.summary.seen = true;  // "unseen" is about what is held
  TRY(const bool is_ours, is_served(db, fact.summary.recipient));
  if (!is_ours) {
    TRY(const bool from_us, is_served(db, fact.summary.envelope_from));
    const bool is_bounce = fact.summary.envelope_from.empty() && fact.summary.status != Status::Rejected;
    if (from_us || is_bounce) row.summary.direction = api::Direction::Outgoing;
  }
  TRY(const auto added, insert_row(db, row, target));
  if (!added) return {};  // a line that came again
  TRY_VOID(write_why(db, *added, fact.why.value_or(api::Why{})));
  TRY_VOID(index_words(db, *added, row.summary, {}, target));
  TRY_VOID(write_trail(db, *added, fact));
  return write_message_event(db, api::EventKind::MessageArrived, *added);
}

base::Result<void> apply(Connection& db, const LogFact& fact, bool is_inside) {
  TRY(const Target target, find_log_target(db, fact.summary.recipient));
  TRY(auto found, find_by_queue_id(db, fact.summary, target.recipient_id));
  if (!found) {
    TRY(found, find_released(db, fact.summary, target.recipient_id, is_inside));
  }
  if (!found) {
    TRY(found, find_attempt(db, fact.summary, target.recipient_id));
  }
  return found ? change(db, *found, fact, target) : add(db, fact, target);
}

base::Result<void> keep_note(Connection& db, const QueueNote& note) {
  return db.run(
      "INSERT INTO mail_queue(queue_id, at, client_ip, client_host, is_inside, sender, message_id, size_bytes) VALUES (?,?,?,?,?,?,?,?)"
      " ON CONFLICT (queue_id) DO UPDATE SET client_ip = CASE WHEN client_ip = '' THEN excluded.client_ip ELSE client_ip END,"
      " client_host = CASE WHEN client_host = '' THEN excluded.client_host ELSE client_host END,"
      " is_inside = max(is_inside, excluded.is_inside), sender = coalesce(excluded.sender, sender),"
      " message_id = CASE WHEN message_id = '' THEN excluded.message_id ELSE message_id END,"
      " size_bytes = max(size_bytes, excluded.size_bytes)",
      {note.queue_id, value_of(note.at), note.client_ip, note.client_host, value_of(note.is_inside),
       note.sender ? Value(*note.sender) : Value{}, note.message_id, note.size_bytes});
}

struct Noted {
  bool is_inside = false;
  bool is_there = false;
  base::WallTime at{};
  bool has_sender = false;
};

// What earlier lines said of this queue id, into the fields that this one leaves open.
base::Result<Noted> recall(Connection& db, api::MessageSummary& summary) {
  Noted noted;
  TRY(Rows rows, db.query("SELECT at, client_ip, client_host, is_inside, sender, message_id, size_bytes FROM mail_queue WHERE queue_id = ?",
                          {summary.queue_id}));
  TRY(noted.is_there, rows.next());
  if (!noted.is_there) return noted;
  noted.at = rows.time(0);
  noted.is_inside = rows.flag(3);
  noted.has_sender = !rows.is_null(4);
  if (summary.sender_ip.empty()) summary.sender_ip = rows.text(1);
  if (summary.sender_host.empty()) summary.sender_host = rows.text(2);
  if (summary.envelope_from.empty()) summary.envelope_from = rows.text(4);
  if (summary.message_id.empty()) summary.message_id = rows.text(5);
  if (summary.size_bytes == 0) summary.size_bytes = rows.integer(6);
  return noted;
}

base::Result<void> apply_line(Connection& db, LogFact fact) {
  if (fact.summary.queue_id.empty()) return apply(db, fact, false);
  TRY(const Noted noted, recall(db, fact.summary));
  if (noted.is_there) {
    const api::MessageSummary& m = fact.summary;
    std::vector<api::TrailEvent> before;
    if (!m.sender_ip.empty()) {
      const std::string host = m.sender_host.empty() ? m.sender_ip : m.sender_host + " [" + m.sender_ip + "]";
      before.push_back({noted.at, "connected", {}, host, "mail_server"});
    }
    if (noted.has_sender) before.push_back({noted.at, "named", {}, "<" + m.envelope_from + "> → <" + m.recipient + ">", "mail_server"});
    std::erase_if(before, [&fact](const api::TrailEvent& event) {
      return std::ranges::find(fact.trail, event.kind, &api::TrailEvent::kind) != fact.trail.end();
    });
    fact.trail.insert(fact.trail.begin(), before.begin(), before.end());
  }
  return apply(db, fact, noted.is_inside);
}

base::Result<void> expire(Connection& db, const QueueExpired& expired) {
  std::vector<std::int64_t> ids;
  {
    TRY(Rows rows, db.query("SELECT id FROM delivery WHERE queue_id = ? AND queue_id <> '' AND status = 2", {expired.queue_id}));
    static_assert(static_cast<int>(Status::Deferred) == 2);
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      ids.push_back(rows.integer(0));
    }
  }
  for (const std::int64_t id : ids) {
    TRY_VOID(db.run("UPDATE delivery SET status = ?, status_at = ?, reason_code = 'queue_lifetime', class = ? WHERE id = ?",
                    {code_of(Status::Bounced), value_of(expired.at), code_of(api::MessageClass::Error), id}));
    TRY_VOID(tell_trail(db, id, {expired.at, "expired", {}, {}, "mail_server"}));
    TRY_VOID(write_message_event(db, api::EventKind::MessageChanged, id));
  }
  return {};
}

}  // namespace

base::Result<void> SqliteLogRepository::take_lines(std::span<const LogEntry> entries, const LogPlace& place) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    Connection& db = writing.db;
    for (const LogEntry& entry : entries) {
      if (const auto* note = std::get_if<QueueNote>(&entry)) {
        TRY_VOID(keep_note(db, *note));
      } else if (const auto* gone = std::get_if<QueueGone>(&entry)) {
        TRY_VOID(db.run("DELETE FROM mail_queue WHERE queue_id = ?", {gone->queue_id}));
      } else if (const auto* expired = std::get_if<QueueExpired>(&entry)) {
        TRY_VOID(expire(db, *expired));
        writing.wrote_events = true;
      } else {
        TRY_VOID(apply_line(db, std::get<LogFact>(entry)));
        writing.wrote_events = true;
      }
    }
    return db.run("INSERT OR REPLACE INTO mail_log_place(id, inode, read_to, head) VALUES (1, ?, ?, ?)",
                  {place.inode, place.offset, place.head});
  });
}

base::Result<bool> SqliteLogRepository::take_event(const FilterEventKey& event, std::span<const LogFact> facts) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    Connection& db = writing.db;
    TRY_VOID(db.run("INSERT INTO filter_event(key, at) VALUES (?, ?) ON CONFLICT DO NOTHING", {event.key, value_of(event.at)}));
    if (db.changed_rows() == 0) return false;
    if (!event.queue_id.empty() && !event.body_sha256.empty())
      TRY_VOID(db.run("INSERT OR REPLACE INTO body_hash(queue_id, sha256, at) VALUES (?, ?, ?)",
                      {event.queue_id, event.body_sha256, value_of(event.at)}));
    for (const LogFact& fact : facts) TRY_VOID(apply(db, fact, false));
    writing.wrote_events = true;
    return true;
  });
}

base::Result<std::optional<LogPlace>> SqliteLogRepository::place() const {
  return database_.read([](Connection& db) -> base::Result<std::optional<LogPlace>> {
    TRY(Rows rows, db.query("SELECT inode, read_to, head FROM mail_log_place WHERE id = 1"));
    TRY(const bool found, rows.next());
    if (!found) return std::nullopt;
    return LogPlace{rows.integer(0), rows.integer(1), rows.text(2)};
  });
}

}  // namespace pratique::storage::sqlite
