// What is handed over one by one: messages held for release whose time has come, and how each of them went.
#include "node/storage/sqlite/job_repository.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

constexpr bool is_open(api::ItemState state) {
  return state == api::ItemState::Waiting || state == api::ItemState::Retrying;
}

}  // namespace

base::Result<void> SqliteJobRepository::set_item(const api::JobId& id, const api::JobItem& item, std::int64_t attempts) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    // An open item without its own time waits for the job's.
    TRY_VOID(
        writing.db.run("UPDATE job_item SET state = ?, reply = ?, next_try_at = ?, attempts = ?, due_at = CASE WHEN ? THEN coalesce(?,"
                       " (SELECT coalesce(runs_at, created_at) FROM job WHERE id = job_id AND acted = 1 AND state IN (0, 1))) END WHERE "
                       "job_id = ? AND delivery_id = ?",
                       {code_of(item.state), item.reply, value_of(item.next_try_at), attempts, value_of(is_open(item.state)),
                        value_of(item.next_try_at), row_of(id), row_of(item.message_id)}));
    if (writing.db.changed_rows() == 0) return fail(ErrorCode::NotFound, "This job has no such message");
    return {};
  });
}

base::Result<std::vector<DueItem>> SqliteJobRepository::due(base::WallTime at, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<DueItem>> {
    std::vector<DueItem> out;
    TRY(Rows rows,
        db.query("SELECT i.job_id, j.action, i.delivery_id, i.attempts, j.actor, j.account_id, i.intent_token FROM job_item i JOIN job j "
                 "ON j.id = i.job_id"
                 " WHERE i.due_at IS NOT NULL AND i.due_at <= ? AND j.state IN (0, 1) ORDER BY i.due_at, i.job_id, i.delivery_id LIMIT ?",
                 {value_of(at), limit}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return out;
      out.push_back({job_id_of(rows.integer(0)), enum_of<api::Action>(rows.integer(1)), message_id_of(rows.integer(2)), rows.integer(3),
                     rows.text(4), rows.integer(5), rows.text(6)});
    }
  });
}

base::Result<std::optional<base::WallTime>> SqliteJobRepository::next_due() const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<base::WallTime>> {
    TRY(Rows rows, db.query("SELECT i.due_at FROM job_item i JOIN job j ON j.id = i.job_id WHERE i.due_at IS NOT NULL AND j.state IN (0, "
                            "1) ORDER BY i.due_at LIMIT 1"));
    TRY(const bool found, rows.next());
    if (!found) return std::nullopt;
    return rows.time(0);
  });
}

base::Result<void> SqliteJobRepository::record_intent(const api::JobId& id, const api::MessageId& message, std::string_view intent_token) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("UPDATE job_item SET intent_token = ? WHERE job_id = ? AND delivery_id = ?",
                            {value_of(intent_token), row_of(id), row_of(message)}));
    if (writing.db.changed_rows() == 0) return fail(ErrorCode::NotFound, "This job has no such message");
    return {};
  });
}

base::Result<std::int64_t> SqliteJobRepository::open_items(const api::JobId& id) const {
  static constexpr api::ItemState kOpen[] = {api::ItemState::Waiting, api::ItemState::Retrying};
  return database_.read([&](Connection& db) { return count_items(db, row_of(id), kOpen); });
}

}  // namespace pratique::storage::sqlite
