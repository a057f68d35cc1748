#include "node/storage/sqlite/job_repository.hpp"

#include <array>
#include <span>

#include "node/storage/sqlite/counting.hpp"
#include "node/storage/sqlite/job_rules.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::int64_t kLargestPage = 500;
constexpr auto kShortestUndo = std::chrono::days(1);  // where a domain keeps nothing longer
constexpr auto kUsualUndo = std::chrono::days(30);    // marks, and mail of domains that the node does not know

base::Result<std::vector<api::JobItem>> load_items(Connection& db, std::int64_t row, std::optional<api::ItemState> state,
                                                   std::int64_t offset, std::int64_t limit) {
  std::vector<api::JobItem> items;
  Values values{row};
  if (state) values.push_back(code_of(*state));
  values.emplace_back(limit);
  values.emplace_back(offset);
  TRY(Rows rows, db.query(std::string("SELECT delivery_id, state, reply, next_try_at FROM job_item WHERE job_id = ?") +
                              (state ? " AND state = ?" : "") + " ORDER BY delivery_id LIMIT ? OFFSET ?",
                          values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return items;
    items.push_back({message_id_of(rows.integer(0)), enum_of<api::ItemState>(rows.integer(1)), rows.text(2), rows.optional_time(3)});
  }
}

base::Result<void> load_figures(Connection& db, std::int64_t row, api::Job& job) {
  TRY(Rows rows, db.query("SELECT state, n FROM job_tally WHERE job_id = ?", {row}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return {};
    const std::int64_t n = rows.integer(1);
    job.total += n;
    switch (enum_of<api::ItemState>(rows.integer(0))) {
      case api::ItemState::Done:
        job.done = n;
        break;
      case api::ItemState::Failed:
        job.failed = n;
        break;
      case api::ItemState::Skipped:
        job.skipped = n;
        break;
      case api::ItemState::Undone:
        job.undone = n;
        break;
      case api::ItemState::Waiting:
      case api::ItemState::Retrying:
        break;
    }
  }
}

base::Result<void> add_named(Connection& db, const ScopeFilter& scope, std::int64_t job_row, const std::vector<api::JobItem>& items) {
  const std::string insert =
      "INSERT INTO job_item(job_id, delivery_id, state, acted, reply, attempts, intent_token)"
      " SELECT ?, id, 0, 0, '', 0, '' FROM delivery WHERE id = ? AND " +
      scope.predicate() + " ON CONFLICT (job_id, delivery_id) DO NOTHING";
  for (const api::JobItem& item : items) {
    const std::int64_t row = row_of(item.message_id);
    TRY_VOID(db.run(insert, {job_row, row}));
    if (db.changed_rows() == 1) continue;
    auto named_twice = db.integer("SELECT 1 FROM job_item WHERE job_id = ? AND delivery_id = ?", {job_row, row});
    if (!named_twice && named_twice.error().code == ErrorCode::NotFound)
      return fail(ErrorCode::NotFound, "One of these messages is not there", "ids", item.message_id.value);
    TRY_VOID(named_twice.transform([](std::int64_t) {}));
  }
  return {};
}

base::Result<void> add_matching(Connection& db, const domain::Scope& of, std::int64_t job_row, const NewJob& job) {
  TRY(const Asked asked, understand(db, of, *job.matching));
  const auto& [scope, condition] = asked;
  // Numbers only, so safe to write into SQL.
  std::string except;
  for (const api::MessageId& id : job.except) except += (except.empty() ? "" : ",") + std::to_string(row_of(id));
  Values values{job_row};
  values.insert(values.end(), condition.values.begin(), condition.values.end());
  // In the order of the table that is filled: one append after another.
  return db.run(
      "INSERT INTO job_item(job_id, delivery_id, state, acted, reply, attempts, intent_token)"
      " SELECT ?, id, 0, 0, '', 0, '' FROM " +
          matches_in(scope, condition) + " AND id NOT IN (" + except + ") ORDER BY id",
      values);
}

// A removal can be taken back while the message that is kept longest is kept.
base::Result<base::WallTime> kept_until(Connection& db, std::int64_t job_row, base::WallTime now) {
  TRY(Rows rows,
      db.query("SELECT max(d.received_at + coalesce(o.retention_days * 86400000, ?)) FROM job_item i JOIN delivery d ON d.id = "
               "i.delivery_id JOIN recipient_domain n ON n.id = d.domain_id LEFT JOIN domain o ON o.name = n.name WHERE i.job_id = ?",
               {std::chrono::duration_cast<std::chrono::milliseconds>(kUsualUndo).count(), job_row}));
  TRY_VOID(rows.next().transform([](bool) {}));
  return std::max(rows.optional_time(0).value_or(now), now + kShortestUndo);
}

base::Result<void> set_undo_until(Connection& db, std::int64_t job_row, const api::Job& job) {
  // The filter cannot unlearn, only learn the opposite, which is an action of its own.
  if (job.undo_until || api::is_release(job.action) || api::is_training(job.action)) return {};
  base::WallTime until = job.created_at + kUsualUndo;
  if (api::is_removal(job.action)) {
    TRY(until, kept_until(db, job_row, job.created_at));
  }
  return db.run("UPDATE job SET undo_until = ? WHERE id = ?", {value_of(until), job_row});
}

base::Result<std::int64_t> own_job(Connection& db, const domain::Scope& scope, const api::JobId& id) {
  auto owner = db.integer("SELECT account_id FROM job WHERE id = ?", {row_of(id)});
  if (!owner && owner.error().code != ErrorCode::NotFound) return owner;
  if (!owner || (*owner != scope.user_id && !scope.sees_everything())) return fail(ErrorCode::NotFound, "This job is not there");
  return row_of(id);
}

}  // namespace

base::Result<std::int64_t> count_items(Connection& db, std::int64_t job_row, std::span<const api::ItemState> states) {
  std::string codes;
  for (const api::ItemState state : states) codes += (codes.empty() ? "" : ",") + std::to_string(static_cast<int>(state));
  return db.integer("SELECT coalesce(sum(n), 0) FROM job_tally WHERE job_id = ? AND state IN (" + codes + ")", {job_row});
}

base::Result<api::Job> load_job(Connection& db, std::int64_t row, Items items) {
  api::Job job;
  job.id = job_id_of(row);
  {
    TRY(Rows rows,
        db.query("SELECT action, state, created_at, runs_at, undo_until, actor, query, entries_added FROM job WHERE id = ?", {row}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "This job is not there");
    job.action = enum_of<api::Action>(rows.integer(0));
    job.state = enum_of<api::JobState>(rows.integer(1));
    job.created_at = rows.time(2);
    job.runs_at = rows.optional_time(3);
    job.undo_until = rows.optional_time(4);
    job.actor = rows.text(5);
    if (!rows.is_null(6)) job.query = rows.text(6);
    job.entries_added = rows.integer(7);
  }
  TRY_VOID(load_figures(db, row, job));
  if (items == Items::First || (items == Items::IfNoMore && job.total <= kItemsShown)) {
    TRY(job.items, load_items(db, row, std::nullopt, 0, kItemsShown));
  }
  return job;
}

base::Result<api::Job> SqliteJobRepository::add(const domain::Scope& scope, const NewJob& wanted) {
  return database_.write([&](Writing& writing) -> base::Result<api::Job> {
    Connection& db = writing.db;
    const api::Job& job = wanted.job;
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY_VOID(db.run(
        "INSERT INTO job(account_id, actor, action, state, created_at, runs_at, undo_until, query, list_wish, is_open)"
        " VALUES (?,?,?,?,?,?,?,?,?,1)",
        {scope.user_id, scope.actor, code_of(job.action), code_of(job.state), value_of(job.created_at), value_of(job.runs_at),
         value_of(job.undo_until), job.query ? Value(*job.query) : Value{}, wanted.list ? Value(api::encode(*wanted.list)) : Value{}}));
    const std::int64_t row = db.last_id();
    if (wanted.matching != nullptr)
      TRY_VOID(add_matching(db, scope, row, wanted));
    else
      TRY_VOID(add_named(db, filter, row, job.items));
    TRY(const std::int64_t total, db.integer("SELECT count(*) FROM job_item WHERE job_id = ?", {row}));
    if (total == 0) return fail(ErrorCode::Refused, "No message is chosen", wanted.matching != nullptr ? "query" : "ids");
    TRY_VOID(db.run("INSERT INTO job_tally(job_id, state, n) VALUES (?, 0, ?)", {row, total}));
    TRY_VOID(apply_rules(db, scope, row, wanted));
    TRY_VOID(set_undo_until(db, row, job));
    return load_job(db, row, Items::First);
  });
}

base::Result<api::Job> SqliteJobRepository::find(const domain::Scope& scope, const api::JobId& id) const {
  return database_.read([&](Connection& db) -> base::Result<api::Job> {
    TRY(const std::int64_t row, own_job(db, scope, id));
    return load_job(db, row, Items::First);
  });
}

base::Result<api::JobPage> SqliteJobRepository::history(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<api::JobPage> {
    api::JobPage page{.items = {}, .offset = offset};
    TRY(page.total, db.integer("SELECT count(*) FROM job WHERE account_id = ?", {scope.user_id}));
    std::vector<std::int64_t> ids;
    {
      TRY(Rows rows, db.query("SELECT id FROM job WHERE account_id = ? ORDER BY id DESC LIMIT ? OFFSET ?",
                              {scope.user_id, std::min(limit, kLargestPage), offset}));
      for (;;) {
        TRY(const bool more, rows.next());
        if (!more) break;
        ids.push_back(rows.integer(0));
      }
    }
    for (const std::int64_t id : ids) {
      TRY(api::Job job, load_job(db, id, Items::None));
      page.items.push_back(std::move(job));
    }
    return page;
  });
}

base::Result<api::JobItemPage> SqliteJobRepository::items(const domain::Scope& scope, const api::JobId& id,
                                                          std::optional<api::ItemState> state, std::int64_t offset,
                                                          std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<api::JobItemPage> {
    TRY(const std::int64_t row, own_job(db, scope, id));
    api::JobItemPage page{.items = {}, .offset = offset};
    static constexpr auto kAll = std::to_array({api::ItemState::Waiting, api::ItemState::Retrying, api::ItemState::Done,
                                                api::ItemState::Failed, api::ItemState::Skipped, api::ItemState::Undone});
    TRY(page.total, count_items(db, row, state ? std::span(&*state, 1) : std::span<const api::ItemState>(kAll)));
    TRY(page.items, load_items(db, row, state, offset, std::min(limit, kLargestPage)));
    return page;
  });
}

base::Result<std::optional<api::ListWish>> SqliteJobRepository::list_wish(const api::JobId& id) const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<api::ListWish>> {
    TRY(Rows rows, db.query("SELECT list_wish FROM job WHERE id = ?", {row_of(id)}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "This job is not there");
    if (rows.is_null(0)) return std::nullopt;
    TRY(api::ListWish wish, api::decode_list_wish(rows.text(0)));
    return wish;
  });
}

base::Result<api::JobState> SqliteJobRepository::state(const api::JobId& id) const {
  return database_.read([&](Connection& db) -> base::Result<api::JobState> {
    TRY(const std::int64_t code, db.integer("SELECT state FROM job WHERE id = ?", {row_of(id)}));
    return enum_of<api::JobState>(code);
  });
}

base::Result<bool> SqliteJobRepository::change_state(const api::JobId& id, api::JobState from, api::JobState to) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    auto row = writing.db.integer("SELECT id FROM job WHERE id = ?", {row_of(id)});
    if (!row && row.error().code == ErrorCode::NotFound) return fail(ErrorCode::NotFound, "This job is not there");
    TRY_VOID(row.transform([](std::int64_t) {}));
    // A cancelled job still has rows to bring back; work() closes it.
    const bool is_over = to == api::JobState::Done || to == api::JobState::Undone;
    TRY_VOID(writing.db.run("UPDATE job SET state = ?, is_open = ? WHERE id = ? AND state = ?",
                            {code_of(to), value_of(!is_over), *row, code_of(from)}));
    if (writing.db.changed_rows() == 0) return false;
    // Nothing of a job that is cancelled before it ran remains.
    if (to == api::JobState::Undoing || (to == api::JobState::Cancelled && from == api::JobState::Waiting))
      TRY_VOID(remove_job_entries(writing.db, *row));
    return true;
  });
}

}  // namespace pratique::storage::sqlite
