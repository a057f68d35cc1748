#include "node/storage/sqlite/outbox.hpp"

#include <chrono>

#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr auto kKept = std::chrono::hours(24);
constexpr std::int64_t kPruneEvery = 512;  // events

base::WallTime now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

base::Result<void> prune_now_and_then(Connection& db) {
  if (db.last_id() % kPruneEvery != 0) return {};
  return db.run("DELETE FROM outbox WHERE at < ?", {value_of(now() - kKept)});
}

}  // namespace

base::Result<void> write_message_event(Connection& db, api::EventKind kind, std::int64_t delivery_row) {
  TRY_VOID(
      db.run("INSERT INTO outbox(at, kind, delivery_id, recipient_id, domain_id) SELECT ?, ?, id, recipient_id, domain_id FROM delivery "
             "WHERE id = ?",
             {value_of(now()), code_of(kind), delivery_row}));
  return prune_now_and_then(db);
}

base::Result<void> write_job_event(Connection& db, std::int64_t job_row) {
  TRY_VOID(db.run("INSERT INTO outbox(at, kind, job_id, account_id) SELECT ?, ?, id, account_id FROM job WHERE id = ?",
                  {value_of(now()), code_of(api::EventKind::JobChanged), job_row}));
  return prune_now_and_then(db);
}

}  // namespace pratique::storage::sqlite
