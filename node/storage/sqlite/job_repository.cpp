#include "node/storage/sqlite/job_repository.hpp"

#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::int64_t kItemsShown = 1000;
constexpr auto kAnswersKept = std::chrono::hours(24);

constexpr bool is_open(api::ItemState state) {
  return state == api::ItemState::Waiting || state == api::ItemState::Retrying;
}

// Items wait for a worker while their job is one of these.
constexpr bool is_active(api::JobState state) {
  return state == api::JobState::Waiting || state == api::JobState::Running;
}

base::Result<std::vector<api::JobItem>> load_items(Connection& db, std::int64_t row, std::int64_t offset, std::int64_t limit) {
  std::vector<api::JobItem> items;
  TRY(Rows rows,
      db.query("SELECT delivery_id, state, reply, next_try_at FROM job_item WHERE job_id = ? AND position >= ? ORDER BY position LIMIT ?",
               {row, offset, limit}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return items;
    items.push_back({message_id_of(rows.integer(0)), enum_of<api::ItemState>(rows.integer(1)), rows.text(2), rows.optional_time(3)});
  }
}

base::Result<std::int64_t> count_items(Connection& db, std::int64_t row, std::string_view condition) {
  return db.integer("SELECT count(*) FROM job_item WHERE job_id = ? AND " + std::string(condition), {row});
}

base::Result<void> add_items(Connection& db, const ScopeFilter& scope, std::int64_t job_row, const api::Job& job) {
  const Value due_at = is_active(job.state) ? value_of(job.runs_at.value_or(job.created_at)) : Value{};
  const std::string insert =
      "INSERT INTO job_item(job_id, position, delivery_id, state, reply, attempts, intent_token, due_at)"
      " SELECT ?, ?, id, ?, '', 0, '', ? FROM delivery WHERE id = ? AND " +
      scope.predicate() + " ON CONFLICT (job_id, delivery_id) DO NOTHING";
  std::int64_t position = 0;
  for (const api::JobItem& item : job.items) {
    const std::int64_t row = row_of(item.message_id);
    TRY_VOID(db.run(insert, {job_row, position, code_of(api::ItemState::Waiting), due_at, row}));
    if (db.changed_rows() == 1) {
      ++position;
      continue;
    }
    auto named_twice = db.integer("SELECT 1 FROM job_item WHERE job_id = ? AND delivery_id = ?", {job_row, row});
    if (!named_twice && named_twice.error().code == ErrorCode::NotFound)
      return fail(ErrorCode::NotFound, "One of these messages is not there", "ids", item.message_id.value);
    TRY_VOID(named_twice.transform([](std::int64_t) {}));
  }
  return {};
}

base::Result<std::int64_t> existing(Connection& db, const api::JobId& id) {
  auto row = db.integer("SELECT id FROM job WHERE id = ?", {row_of(id)});
  if (!row && row.error().code == ErrorCode::NotFound) return fail(ErrorCode::NotFound, "This job is not there");
  return row;
}

}  // namespace

base::Result<api::Job> load_job(Connection& db, std::int64_t row) {
  api::Job job;
  job.id = job_id_of(row);
  {
    TRY(Rows rows, db.query("SELECT action, state, created_at, runs_at, undo_until FROM job WHERE id = ?", {row}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "This job is not there");
    job.action = enum_of<api::Action>(rows.integer(0));
    job.state = enum_of<api::JobState>(rows.integer(1));
    job.created_at = rows.time(2);
    job.runs_at = rows.optional_time(3);
    job.undo_until = rows.optional_time(4);
  }
  TRY(job.total, count_items(db, row, "1"));
  TRY(job.done, count_items(db, row, "state = " + std::to_string(static_cast<int>(api::ItemState::Done))));
  TRY(job.failed, count_items(db, row, "state = " + std::to_string(static_cast<int>(api::ItemState::Failed))));
  TRY(job.items, load_items(db, row, 0, kItemsShown));
  return job;
}

base::Result<api::Job> SqliteJobRepository::add(const domain::Scope& scope, const api::Job& job) {
  return database_.write([&](Writing& writing) -> base::Result<api::Job> {
    Connection& db = writing.db;
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY_VOID(db.run("INSERT INTO job(account_id, actor, action, state, created_at, runs_at, undo_until) VALUES (?,?,?,?,?,?,?)",
                    {scope.user_id, scope.actor, code_of(job.action), code_of(job.state), value_of(job.created_at), value_of(job.runs_at),
                     value_of(job.undo_until)}));
    const std::int64_t row = db.last_id();
    TRY_VOID(add_items(db, filter, row, job));
    return load_job(db, row);
  });
}

base::Result<api::Job> SqliteJobRepository::find(const domain::Scope& scope, const api::JobId& id) const {
  return database_.read([&](Connection& db) -> base::Result<api::Job> {
    auto owner = db.integer("SELECT account_id FROM job WHERE id = ?", {row_of(id)});
    if (!owner && owner.error().code != ErrorCode::NotFound) return std::unexpected(std::move(owner).error());
    if (!owner || (*owner != scope.user_id && !scope.sees_everything())) return fail(ErrorCode::NotFound, "This job is not there");
    return load_job(db, row_of(id));
  });
}

base::Result<bool> SqliteJobRepository::change_state(const api::JobId& id, api::JobState from, api::JobState to) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    TRY(const std::int64_t row, existing(writing.db, id));
    TRY_VOID(writing.db.run("UPDATE job SET state = ? WHERE id = ? AND state = ?", {code_of(to), row, code_of(from)}));
    if (writing.db.changed_rows() == 0) return false;
    if (!is_active(to)) TRY_VOID(writing.db.run("UPDATE job_item SET due_at = NULL WHERE job_id = ? AND due_at IS NOT NULL", {row}));
    return true;
  });
}

base::Result<void> SqliteJobRepository::set_item(const api::JobId& id, const api::JobItem& item, std::int64_t attempts) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    // An open item without its own time waits for the job's.
    TRY_VOID(writing.db.run(
        "UPDATE job_item SET state = ?, reply = ?, next_try_at = ?, attempts = ?, due_at = CASE WHEN ? THEN coalesce(?,"
        " (SELECT coalesce(runs_at, created_at) FROM job WHERE id = job_id AND state IN (0, 1))) END WHERE job_id = ? AND delivery_id = ?",
        {code_of(item.state), item.reply, value_of(item.next_try_at), attempts, value_of(is_open(item.state)), value_of(item.next_try_at),
         row_of(id), row_of(item.message_id)}));
    if (writing.db.changed_rows() == 0) return fail(ErrorCode::NotFound, "This job has no such message");
    return {};
  });
}

base::Result<std::vector<api::JobItem>> SqliteJobRepository::items(const api::JobId& id, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](Connection& db) { return load_items(db, row_of(id), offset, limit); });
}

base::Result<std::int64_t> SqliteJobRepository::open_items(const api::JobId& id) const {
  static_assert(is_open(api::ItemState::Waiting) && static_cast<int>(api::ItemState::Retrying) == 1);
  return database_.read([&](Connection& db) { return count_items(db, row_of(id), "state IN (0, 1)"); });
}

base::Result<std::vector<DueItem>> SqliteJobRepository::due(base::WallTime at, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<DueItem>> {
    std::vector<DueItem> out;
    TRY(Rows rows,
        db.query(
            "SELECT i.job_id, j.action, i.delivery_id, i.attempts, j.actor, i.intent_token FROM job_item i JOIN job j ON j.id = i.job_id"
            " WHERE i.due_at IS NOT NULL AND i.due_at <= ? AND j.state IN (0, 1) ORDER BY i.due_at, i.job_id, i.position LIMIT ?",
            {value_of(at), limit}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return out;
      out.push_back({job_id_of(rows.integer(0)), enum_of<api::Action>(rows.integer(1)), message_id_of(rows.integer(2)), rows.integer(3),
                     rows.text(4), rows.text(5)});
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
