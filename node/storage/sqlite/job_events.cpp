// Reading the outbox: an event carries the message or job as it is now, so a reader never acts on an outdated picture.
#include "node/storage/sqlite/job_repository.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

struct OutboxRow {
  std::int64_t id = 0;
  api::EventKind kind = api::EventKind::Resync;
  std::int64_t delivery_row = 0;
  std::int64_t job_row = 0;
};

base::Result<std::vector<OutboxRow>> visible(Connection& db, const domain::Scope& scope, const ScopeFilter& filter, std::int64_t after,
                                             std::int64_t limit) {
  std::vector<OutboxRow> out;
  // Jobs are their owner's: an answer to one person's click is nobody else's news.
  const std::string own_job = scope.sees_everything() ? "1" : "account_id = " + std::to_string(scope.user_id);
  const std::string sql = "SELECT id, kind, delivery_id, job_id FROM outbox WHERE id > ? AND ((delivery_id IS NOT NULL AND " +
                          filter.predicate() + ") OR (job_id IS NOT NULL AND " + own_job + ")) ORDER BY id LIMIT ?";
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
        auto job = load_job(db, row.job_row);
        if (!job) continue;  // gone since
        event.job = *std::move(job);
      } else {
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

}  // namespace pratique::storage::sqlite
