// What the repository keeps for others: answers to repeated writes, and the outbox. Reading the outbox: an event carries the message or job
// as it is now, so a reader never acts on an outdated picture.
#include "node/storage/sqlite/job_repository.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr auto kAnswersKept = std::chrono::hours(24);

struct OutboxRow {
  std::int64_t id = 0;
  api::EventKind kind = api::EventKind::Resync;
  std::int64_t delivery_row = 0;
  std::int64_t job_row = 0;
};

base::Result<std::vector<OutboxRow>> visible(Connection& db, const domain::Scope& scope, const ScopeFilter& filter, std::int64_t after,
                                             std::int64_t limit) {
  std::vector<OutboxRow> out;
  // A resync is written once per domain and once per recipient; who sees everything needs only the former.
  const std::string told_once = scope.sees_everything() ? " AND NOT (kind = 3 AND domain_id IS NULL)" : "";
  static_assert(static_cast<int>(api::EventKind::Resync) == 3);
  // Jobs are their owner's: an answer to one person's click is nobody else's news.
  const std::string own_job = scope.sees_everything() ? "1" : "account_id = " + std::to_string(scope.user_id);
  const std::string sql = "SELECT id, kind, delivery_id, job_id FROM outbox WHERE id > ? AND ((delivery_id IS NOT NULL AND " +
                          filter.predicate() + ") OR (job_id IS NOT NULL AND " + own_job + "))" + told_once + " ORDER BY id LIMIT ?";
  TRY(Rows rows, db.query(sql, {after, limit}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return out;
    out.push_back({rows.integer(0), enum_of<api::EventKind>(rows.integer(1)), rows.integer(2), rows.integer(3)});
  }
}

}  // namespace

base::Result<std::vector<api::Event>> SqliteJobRepository::events_after(const domain::Scope& scope, std::int64_t id,
                                                                        std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::Event>> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY(const auto rows, visible(db, scope, filter, id, limit));
    std::vector<api::Event> events;
    for (const OutboxRow& row : rows) {
      api::Event event;
      event.id = row.id;
      event.kind = row.kind;
      if (row.kind == api::EventKind::JobChanged) {
        auto job = load_job(db, row.job_row, Items::IfNoMore);
        if (!job) continue;  // gone since
        event.job = *std::move(job);
      } else if (row.kind != api::EventKind::Resync) {
        auto summary = load_summary(db, filter, row.delivery_row);
        if (!summary) continue;
        event.message = *std::move(summary);
      }
      events.push_back(std::move(event));
    }
    return events;
  });
}

base::Result<std::int64_t> SqliteJobRepository::newest_event_id() const {
  // The sequence, not max(id): it stays when old rows are dropped.
  return database_.read(
      [](Connection& db) { return db.integer("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0)"); });
}

base::Result<std::int64_t> SqliteJobRepository::oldest_event_id() const {
  return database_.read([](Connection& db) {
    return db.integer("SELECT coalesce((SELECT min(id) FROM outbox), (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'outbox'), 1)");
  });
}

base::Result<void> SqliteJobRepository::add_job_event(const api::JobId& id) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(write_job_event(writing.db, row_of(id)));
    writing.wrote_events = true;
    return {};
  });
}

base::Result<std::optional<KeptAnswer>> SqliteJobRepository::kept_answer(std::int64_t user_id, std::string_view key) const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<KeptAnswer>> {
    TRY(Rows rows,
        db.query("SELECT status, body, request_hash FROM kept_answer WHERE account_id = ? AND key = ?", {user_id, value_of(key)}));
    TRY(const bool found, rows.next());
    if (!found) return std::nullopt;
    return KeptAnswer{static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2)};
  });
}

base::Result<void> SqliteJobRepository::keep_answer(std::int64_t user_id, std::string_view key, const KeptAnswer& answer,
                                                    base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM kept_answer WHERE at < ?", {value_of(at - kAnswersKept)}));
    // The first answer stays: a second writer with the same key lost the race.
    return writing.db.run(
        "INSERT INTO kept_answer(account_id, key, at, status, body, request_hash) VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        {user_id, value_of(key), value_of(at), std::int64_t{answer.status}, answer.body, answer.request_hash});
  });
}

}  // namespace pratique::storage::sqlite
