// Changing the rows of a job by sets: a batch is picked into a temporary table, compared, changed, and written down in one
// transaction, so a node that is killed has either done a batch or not begun it. docs/decisions/0011-work-a-large-job-by-sets.md.
#include <array>

#include "node/storage/sqlite/job_repository.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using api::Action;
using api::ItemState;
using api::JobState;
using api::Status;

// Rows of larger jobs are not told one by one: their readers are asked to load what they show again.
constexpr std::int64_t kToldSingly = 500;
constexpr auto kAlwaysUndoable = std::chrono::days(1);  // whatever a message's age: a slip of the hand is
constexpr std::string_view kElsewhere = "Already handled elsewhere";
constexpr std::string_view kOnlyLogged = "Only the log knows of this message: it is not held here";
constexpr std::string_view kKeptNoLonger = "Its time here is over";

struct WorkedJob {
  std::int64_t row = 0;
  Action action = Action::Release;
  JobState state = JobState::Waiting;
  std::string actor;
  base::WallTime created_at{};
  Value runs_at;
  std::int64_t total = 0;

  [[nodiscard]] bool is_mark() const { return action == Action::MarkSeen || action == Action::MarkUnseen; }
  // The message stays as it is; each is carried out on its own, like a release.
  [[nodiscard]] bool is_lesson() const { return api::is_training(action) && !api::is_release(action); }
  [[nodiscard]] bool wants_seen() const { return action == Action::MarkSeen; }
  [[nodiscard]] Status acted_status() const { return api::is_release(action) ? Status::ReleasePending : Status::Removed; }
};

base::Result<WorkedJob> read_job(Connection& db, const api::JobId& id) {
  WorkedJob job;
  job.row = row_of(id);
  {
    TRY(Rows rows, db.query("SELECT action, state, actor, runs_at, created_at FROM job WHERE id = ?", {job.row}));
    TRY(const bool found, rows.next());
    if (!found) return base::fail(base::ErrorCode::NotFound, "This job is not there");
    job.action = enum_of<Action>(rows.integer(0));
    job.state = enum_of<JobState>(rows.integer(1));
    job.actor = rows.text(2);
    if (!rows.is_null(3)) job.runs_at = rows.integer(3);
    job.created_at = rows.time(4);
  }
  TRY(job.total, db.integer("SELECT coalesce(sum(n), 0) FROM job_tally WHERE job_id = ?", {job.row}));
  return job;
}

// Into temp.job_batch: the next items in these states. `ok` comes from compare().
base::Result<std::int64_t> pick(Connection& db, const WorkedJob& job, const std::string& condition, std::int64_t limit) {
  TRY_VOID(
      db.run("CREATE TEMP TABLE IF NOT EXISTS job_batch(delivery_id INTEGER PRIMARY KEY, acted INTEGER NOT NULL, ok INTEGER NOT NULL)"));
  TRY_VOID(db.run("DELETE FROM temp.job_batch"));
  TRY_VOID(db.run("INSERT INTO temp.job_batch SELECT delivery_id, acted, 0 FROM job_item WHERE job_id = ? AND " + condition + " LIMIT ?",
                  {job.row, limit}));
  return db.changed_rows();
}

base::Result<void> change_rows(Connection& db, const WorkedJob& job, Status to, base::WallTime now, std::string_view trail_kind) {
  TRY_VOID(db.run("UPDATE delivery SET status = ?, status_at = ? WHERE id IN (SELECT delivery_id FROM temp.job_batch WHERE ok)",
                  {code_of(to), value_of(now)}));
  return db.run(
      "INSERT INTO trail(delivery_id, position, at, kind, actor, detail) SELECT delivery_id,"
      " coalesce((SELECT max(position) FROM trail t WHERE t.delivery_id = b.delivery_id), -1) + 1, ?, ?, ?, '' FROM temp.job_batch b WHERE "
      "ok",
      {value_of(now), value_of(trail_kind), job.actor});
}

base::Result<void> mark_rows(Connection& db, bool seen) {
  return db.run("UPDATE delivery SET seen = ? WHERE id IN (SELECT delivery_id FROM temp.job_batch WHERE ok)", {value_of(seen)});
}

base::Result<void> tell(Connection& db, const WorkedJob& job, base::WallTime now) {
  if (job.total > kToldSingly) return {};
  return db.run(
      "INSERT INTO outbox(at, kind, delivery_id, recipient_id, domain_id) SELECT ?, ?, d.id, d.recipient_id, d.domain_id"
      " FROM temp.job_batch b JOIN delivery d ON d.id = b.delivery_id WHERE b.ok",
      {value_of(now), code_of(api::EventKind::MessageChanged)});
}

// Everybody who sees rows of this job loads them again: once per domain for its people, once per recipient.
base::Result<void> tell_all_to_reload(Connection& db, const WorkedJob& job, base::WallTime now) {
  if (job.total <= kToldSingly) return {};
  for (const std::string column : {"domain_id", "recipient_id"}) {
    TRY_VOID(db.run("INSERT INTO outbox(at, kind, delivery_id, " + column + ") SELECT ?, ?, min(d.id), d." + column +
                        " FROM job_item i JOIN delivery d ON d.id = i.delivery_id WHERE i.job_id = ? GROUP BY d." + column,
                    {value_of(now), code_of(api::EventKind::Resync), job.row}));
  }
  return {};
}

base::Result<void> set_state(Connection& db, const WorkedJob& job, JobState state, bool is_open) {
  return db.run("UPDATE job SET state = ?, is_open = ? WHERE id = ?", {code_of(state), value_of(is_open), job.row});
}

base::Result<void> act_on_batch(Connection& db, const WorkedJob& job, base::WallTime now) {
  if (job.is_lesson()) {
    TRY_VOID(db.run("UPDATE temp.job_batch SET ok = (SELECT blob_id <> 0 FROM delivery WHERE id = delivery_id)"));
    return db.run(
        "UPDATE job_item SET state = CASE WHEN b.ok THEN ? ELSE ? END, acted = b.ok, reply = CASE WHEN b.ok THEN '' ELSE ? END,"
        " due_at = CASE WHEN b.ok THEN ? END FROM temp.job_batch b WHERE job_id = ? AND job_item.delivery_id = b.delivery_id",
        {code_of(ItemState::Waiting), code_of(ItemState::Skipped), value_of(kOnlyLogged), value_of(now), job.row});
  }
  if (job.is_mark()) {
    TRY_VOID(
        db.run("UPDATE temp.job_batch SET ok = (SELECT seen FROM delivery WHERE id = delivery_id) <> ?", {value_of(job.wants_seen())}));
    TRY_VOID(mark_rows(db, job.wants_seen()));
    return db.run(
        "UPDATE job_item SET state = ?, acted = b.ok FROM temp.job_batch b WHERE job_id = ? AND job_item.delivery_id = b.delivery_id",
        {code_of(ItemState::Done), job.row});
  }
  TRY_VOID(
      db.run("UPDATE temp.job_batch SET ok = (SELECT status FROM delivery WHERE id = delivery_id) = ?", {code_of(Status::Quarantined)}));
  TRY_VOID(change_rows(db, job, job.acted_status(), now, api::is_release(job.action) ? "release_requested" : "removed"));
  // A held message stays open until it is handed over; a removed one is done.
  const bool is_release = api::is_release(job.action);
  return db.run(
      "UPDATE job_item SET state = CASE WHEN b.ok THEN ? ELSE ? END, acted = b.ok, reply = CASE WHEN b.ok THEN ''"
      " WHEN (SELECT blob_id FROM delivery WHERE id = b.delivery_id) = 0 THEN ? ELSE ? END,"
      " due_at = CASE WHEN b.ok THEN ? END FROM temp.job_batch b WHERE job_id = ? AND job_item.delivery_id = b.delivery_id",
      {code_of(is_release ? ItemState::Waiting : ItemState::Done), code_of(ItemState::Skipped), value_of(kOnlyLogged), value_of(kElsewhere),
       is_release ? job.runs_at : Value{}, job.row});
}

base::Result<Worked> act(Connection& db, const WorkedJob& job, base::WallTime now, std::int64_t limit) {
  Worked worked;
  TRY(worked.items, pick(db, job, "state = 0 AND acted = 0 ORDER BY delivery_id", limit));
  if (worked.items > 0) {
    TRY_VOID(act_on_batch(db, job, now));
    TRY_VOID(tell(db, job, now));
  }
  worked.has_more = worked.items == limit;
  static constexpr auto kOpen = std::to_array({ItemState::Waiting, ItemState::Retrying});
  TRY(const std::int64_t open, count_items(db, job.row, kOpen));
  worked.is_finished = open == 0;
  if (worked.is_finished)
    TRY_VOID(set_state(db, job, JobState::Done, false));
  else if (!api::is_release(job.action) && job.state == JobState::Waiting)
    TRY_VOID(set_state(db, job, JobState::Running, true));
  if (!worked.has_more && worked.items > 0) TRY_VOID(tell_all_to_reload(db, job, now));
  return worked;
}

// What the row must be for this job to bring it back: as the job left it, and still kept.
base::Result<void> compare_to_bring_back(Connection& db, const WorkedJob& job, base::WallTime now) {
  // What has not been taught is simply left; the row was never changed.
  if (job.is_lesson()) return db.run("UPDATE temp.job_batch SET ok = 0, acted = 0");
  if (job.is_mark()) {
    return db.run("UPDATE temp.job_batch SET ok = acted AND (SELECT seen FROM delivery WHERE id = delivery_id) = ?",
                  {value_of(job.wants_seen())});
  }
  TRY_VOID(db.run("UPDATE temp.job_batch SET ok = acted AND (SELECT blob_id <> 0 AND status = ? FROM delivery WHERE id = delivery_id)",
                  {code_of(job.acted_status())}));
  if (api::is_release(job.action) || now < job.created_at + kAlwaysUndoable) return {};
  // 2: kept no longer.
  return db.run(
      "UPDATE temp.job_batch SET ok = 0, acted = 2 WHERE ok AND (SELECT d.received_at + o.retention_days * 86400000 FROM delivery d"
      " JOIN recipient_domain n ON n.id = d.domain_id JOIN domain o ON o.name = n.name WHERE d.id = delivery_id) < ?",
      {value_of(now)});
}

base::Result<Worked> bring_back(Connection& db, const WorkedJob& job, base::WallTime now, std::int64_t limit,
                                std::span<const api::MessageId> busy) {
  std::string others;
  for (const api::MessageId& id : busy) others += (others.empty() ? "" : ",") + std::to_string(row_of(id));
  // Undo takes back what is done as well; cancelling only what is not.
  const std::string states = job.state == JobState::Undoing ? "state IN (0,1,2)" : "state IN (0,1)";
  Worked worked;
  TRY(worked.items, pick(db, job, states + " AND delivery_id NOT IN (" + others + ")", limit));
  if (worked.items > 0) {
    TRY_VOID(compare_to_bring_back(db, job, now));
    if (job.is_mark())
      TRY_VOID(mark_rows(db, !job.wants_seen()));
    else
      TRY_VOID(change_rows(db, job, Status::Quarantined, now, "restored"));
    TRY_VOID(
        db.run("UPDATE job_item SET state = CASE WHEN b.acted AND NOT b.ok THEN ? ELSE ? END, acted = 0, due_at = NULL, next_try_at = NULL,"
               " reply = CASE WHEN b.ok OR NOT b.acted THEN '' WHEN b.acted = 2 THEN ? ELSE ? END"
               " FROM temp.job_batch b WHERE job_id = ? AND job_item.delivery_id = b.delivery_id",
               {code_of(ItemState::Skipped), code_of(ItemState::Undone), value_of(kKeptNoLonger), value_of(kElsewhere), job.row}));
    TRY_VOID(tell(db, job, now));
  }
  worked.has_more = worked.items == limit;
  TRY(const bool rest,
      db.integer("SELECT EXISTS (SELECT 1 FROM job_item WHERE job_id = ? AND " + states + ")", {job.row}).transform([](std::int64_t found) {
        return found != 0;
      }));
  worked.is_finished = !rest;
  if (worked.is_finished) TRY_VOID(set_state(db, job, job.state == JobState::Undoing ? JobState::Undone : job.state, false));
  if (!worked.has_more && worked.items > 0) TRY_VOID(tell_all_to_reload(db, job, now));
  return worked;
}

}  // namespace

base::Result<std::vector<api::JobId>> SqliteJobRepository::to_work() const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::JobId>> {
    // A lesson that was given out, and a release that is held wholly, wait for its time, and for the ones that hand it over.
    TRY(Rows rows,
        db.query("SELECT id FROM job WHERE is_open = 1 AND (state IN (4, 5) OR (state IN (0, 1) AND (action NOT IN (0, 4, 6, 7, 8) OR"
                 " EXISTS (SELECT 1 FROM job_item WHERE job_id = job.id AND state = 0 AND acted = 0)))) ORDER BY id"));
    static_assert(static_cast<int>(JobState::Cancelled) == 4 && static_cast<int>(JobState::Undoing) == 5);
    static_assert(static_cast<int>(Action::Release) == 0 && static_cast<int>(Action::ReleaseAllow) == 4 &&
                  static_cast<int>(Action::ReleaseTrain) == 6 && static_cast<int>(Action::TrainNotSpam) == 8);
    std::vector<api::JobId> ids;
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return ids;
      ids.push_back(job_id_of(rows.integer(0)));
    }
  });
}

base::Result<Worked> SqliteJobRepository::work(const api::JobId& id, base::WallTime now, std::int64_t limit,
                                               std::span<const api::MessageId> busy) {
  return database_.write([&](Writing& writing) -> base::Result<Worked> {
    Connection& db = writing.db;
    TRY(const WorkedJob job, read_job(db, id));
    writing.wrote_events = true;
    switch (job.state) {
      case JobState::Waiting:
      case JobState::Running:
        return act(db, job, now, limit);
      case JobState::Undoing:
      case JobState::Cancelled:
        return bring_back(db, job, now, limit, busy);
      case JobState::Done:
      case JobState::Undone:
        break;
    }
    return Worked{.is_finished = true};
  });
}

}  // namespace pratique::storage::sqlite
