#include "node/storage/sqlite/list_outcome.hpp"

#include "client/api/job.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"

namespace pratique::storage::sqlite {
namespace {

// A release by the node itself: nobody's account, due at once.
base::Result<void> add_own_release(Connection& db, std::int64_t row, base::WallTime at) {
  TRY_VOID(db.run(
      "INSERT INTO job(account_id, actor, action, state, created_at, runs_at, undo_until, is_open) VALUES (0, '', ?, ?, ?, ?, NULL, 1)",
      {code_of(api::Action::Release), code_of(api::JobState::Waiting), value_of(at), value_of(at)}));
  const std::int64_t job = db.last_id();
  // The row says ReleasePending from the start: it is held for release already.
  TRY_VOID(db.run(
      "INSERT INTO job_item(job_id, delivery_id, state, acted, reply, attempts, intent_token, due_at) VALUES (?, ?, ?, 1, '', 0, '', ?)",
      {job, row, code_of(api::ItemState::Waiting), value_of(at)}));
  return db.run("INSERT INTO job_tally(job_id, state, n) VALUES (?, ?, 1)", {job, code_of(api::ItemState::Waiting)});
}

}  // namespace

base::Result<void> write_list_outcome(Connection& db, const NewDelivery& delivery, std::int64_t row) {
  if (!delivery.by_list) return {};
  const ListOutcome& outcome = *delivery.by_list;
  // The entry may have gone since it was looked up; what it decided stands.
  TRY_VOID(db.run("UPDATE list_entry SET hits = hits + 1, last_hit_at = max(coalesce(last_hit_at, ?1), ?1) WHERE id = ?2",
                  {value_of(outcome.at), row_of(outcome.entry_id)}));
  const bool let_in = outcome.effect == ListEffect::LetIn;
  TRY_VOID(append_trail(db, row, {outcome.at, let_in ? "allow_listed" : "block_listed", {}, outcome.words}));
  return let_in ? add_own_release(db, row, outcome.at) : base::Result<void>{};
}

}  // namespace pratique::storage::sqlite
