// insert(): deliveries of callers that come at the same time share one transaction, hence one fsync. The first to come
// commits for all who queued up meanwhile; each caller's deliveries are a savepoint, so one failure harms nobody else.
#include <algorithm>

#include "node/storage/sqlite/delivery_row.hpp"
#include "node/storage/sqlite/list_outcome.hpp"
#include "node/storage/sqlite/mail_attempts.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"
#include "node/storage/sqlite/wave.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kLargestBatch = 256;

struct Decided {  // from what is stored already
  std::string wave_id;
  bool worth_a_look = false;
};

base::Result<Decided> decide(Connection& db, const NewDelivery& delivery, const Target& target) {
  Decided decided{{}, delivery.summary.worth_a_look};
  TRY(decided.wave_id, decide_wave(db, delivery, target.domain_id));
  if (!decided.worth_a_look && delivery.worth_a_look_if_known) {
    TRY(decided.worth_a_look, knows_sender(db, delivery, target.recipient_id));
  }
  return decided;
}

base::Result<void> write_detail(Connection& db, std::int64_t row, const NewDelivery& delivery) {
  return db.run(
      "INSERT OR REPLACE INTO delivery_detail(delivery_id, why, has_html, has_text, remote_images, odd_links) VALUES (?,?,?,?,?,?)",
      {row, api::encode(delivery.why), value_of(delivery.has_html), value_of(delivery.has_text), delivery.remote_images,
       delivery.odd_links});
}

base::Result<void> begin_trail(Connection& db, const api::MessageSummary& m, std::int64_t row) {
  TRY_VOID(append_trail(db, row, {m.received_at, "received", {}, m.sender_ip}));
  if (m.status != api::Status::Quarantined) return {};
  return append_trail(db, row, {m.status_at, "quarantined", {}, m.reason_code});
}

// The row of an earlier attempt that was put off, when the bytes come before anything else of this attempt is said.
base::Result<std::optional<std::int64_t>> row_put_off(Connection& db, const NewDelivery& delivery, const Target& target) {
  TRY(const auto row, find_put_off(db, delivery.summary, target.recipient_id));
  if (!row) return std::nullopt;
  TRY_VOID(
      db.run("INSERT INTO queue_alias(queue_id, recipient_id, delivery_id) SELECT queue_id, recipient_id, id FROM delivery"
             " WHERE id = ? AND queue_id <> '' ON CONFLICT DO NOTHING",
             {*row}));
  return row;
}

// The row that the delivery log made of this message before its bytes came, if it did.
base::Result<std::optional<std::int64_t>> row_of_log(Connection& db, const NewDelivery& delivery, const Target& target) {
  if (delivery.summary.queue_id.empty()) return std::nullopt;
  auto row = db.integer(
      "SELECT id FROM delivery INDEXED BY delivery_queue_id WHERE queue_id = ?1 AND queue_id <> '' AND recipient_id = ?2 AND blob_id = 0 "
      "AND status < 6"
      " UNION ALL SELECT d.id FROM queue_alias a JOIN delivery d ON d.id = a.delivery_id"
      " WHERE a.queue_id = ?1 AND a.recipient_id = ?2 AND d.blob_id = 0 AND d.status < 6 LIMIT 1",
      {delivery.summary.queue_id, target.recipient_id});
  static_assert(static_cast<int>(api::Status::Rejected) == 5 && static_cast<int>(api::Status::Quarantined) == 6);
  if (row) return *row;
  if (row.error().code != base::ErrorCode::NotFound) return std::unexpected(std::move(row).error());
  return row_put_off(db, delivery, target);
}

// What every new message with bytes gets, whether its row is new or was the log's.
base::Result<Inserted> complete(Connection& db, const NewDelivery& delivery, std::int64_t row) {
  TRY_VOID(begin_trail(db, delivery.summary, row));
  TRY_VOID(write_list_outcome(db, delivery, row));
  TRY_VOID(write_message_event(db, api::EventKind::MessageArrived, row));
  return Inserted{InsertOutcome::Stored, message_id_of(row)};
}

base::Result<Inserted> insert_one(Connection& db, const NewDelivery& delivery) {
  TRY(const Target target, find_target(db, delivery.summary.recipient));
  TRY(const std::int64_t blob_id, find_or_add(db, "SELECT id FROM blob WHERE sha256 = ?", "INSERT INTO blob(sha256) VALUES (?)",
                                              {delivery.blob_sha256}, {delivery.blob_sha256}));
  DeliveryRow row{.summary = delivery.summary, .ident = delivery.ident, .blob_id = blob_id};
  TRY(const Decided decided, decide(db, delivery, target));
  row.summary.worth_a_look = decided.worth_a_look;
  row.summary.wave.id = decided.wave_id;
  TRY(const auto known, row_of_log(db, delivery, target));
  if (known) {
    TRY_VOID(update_row(db, *known, row, target));
    TRY_VOID(write_detail(db, *known, delivery));
    TRY_VOID(db.run("DELETE FROM message_fts WHERE rowid = ?", {*known}));
    TRY_VOID(index_words(db, *known, delivery.summary, delivery.search_text, target));
    return complete(db, delivery, *known);
  }
  TRY(const auto added, insert_row(db, row, target));
  if (!added) {
    TRY(const std::int64_t there,
        db.integer("SELECT id FROM delivery WHERE recipient_id = ? AND ident = ?", {target.recipient_id, delivery.ident}));
    // It may have been kept once, and not be any more.
    TRY_VOID(drop_unused_blob(db, blob_id));
    return Inserted{InsertOutcome::AlreadyThere, message_id_of(there)};
  }
  TRY_VOID(write_detail(db, *added, delivery));
  TRY_VOID(index_words(db, *added, delivery.summary, delivery.search_text, target));
  return complete(db, delivery, *added);
}

base::Result<std::vector<Inserted>> insert_all(Connection& db, std::span<const NewDelivery> deliveries) {
  std::vector<Inserted> inserted;
  for (const NewDelivery& delivery : deliveries) {
    TRY(Inserted one, insert_one(db, delivery));
    inserted.push_back(std::move(one));
  }
  return inserted;
}

bool any_stored(const std::vector<Inserted>& inserted) {
  for (const Inserted& one : inserted) {
    if (one.outcome == InsertOutcome::Stored) return true;
  }
  return false;
}

}  // namespace

std::vector<SqliteMessageRepository::InsertResult> SqliteMessageRepository::commit_together(const std::vector<Waiting*>& batch) {
  std::vector<InsertResult> results;
  auto committed = database_.write([&](Writing& writing) -> base::Result<void> {
    if (batch.size() == 1) {
      // Alone, a caller needs no savepoint, which would keep every page it touches a second time.
      TRY(std::vector<Inserted> inserted, insert_all(writing.db, batch.front()->deliveries));
      writing.wrote_events = any_stored(inserted);
      results.emplace_back(std::move(inserted));
      return {};
    }
    for (const Waiting* waiting : batch) {
      TRY_VOID(writing.db.run("SAVEPOINT caller"));
      InsertResult result = insert_all(writing.db, waiting->deliveries);
      if (!result)
        TRY_VOID(writing.db.run("ROLLBACK TO caller"));
      else if (any_stored(*result))
        writing.wrote_events = true;
      TRY_VOID(writing.db.run("RELEASE caller"));
      results.push_back(std::move(result));
    }
    return {};
  });
  if (!committed) results.assign(batch.size(), std::unexpected(committed.error()));
  return results;
}

base::Result<std::vector<Inserted>> SqliteMessageRepository::insert(std::span<const NewDelivery> deliveries) {
  Waiting mine{deliveries, std::nullopt};
  std::unique_lock lock(insert_mutex_);
  insert_queue_.push_back(&mine);
  for (;;) {
    insert_done_.wait(lock, [this, &mine] { return mine.result || !insert_running_; });
    if (mine.result) return *std::move(mine.result);
    insert_running_ = true;
    std::vector<Waiting*> batch;
    const auto count = static_cast<std::ptrdiff_t>(std::min(insert_queue_.size(), kLargestBatch));
    batch.assign(insert_queue_.begin(), insert_queue_.begin() + count);
    insert_queue_.erase(insert_queue_.begin(), insert_queue_.begin() + count);
    lock.unlock();
    std::vector<InsertResult> results = commit_together(batch);
    lock.lock();
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i]->result = std::move(results[i]);
    insert_running_ = false;
    insert_done_.notify_all();
  }
}

}  // namespace pratique::storage::sqlite
