// insert(): deliveries of callers that come at the same time share one transaction, hence one fsync. The first to come
// commits for all who queued up meanwhile; each caller's deliveries are a savepoint, so one failure harms nobody else.
#include <algorithm>

#include "node/domain/address.hpp"
#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/full_text.hpp"
#include "node/storage/sqlite/list_outcome.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/query_sql.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/wave.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kSortKeyCodePoints = 40;
constexpr std::size_t kBodyBytesIndexed = 64u << 10;
constexpr std::size_t kLargestBatch = 256;

struct Target {
  std::int64_t recipient_id = 0;
  std::int64_t domain_id = 0;
};

// The row with this unique key, made when it is not there.
base::Result<std::int64_t> find_or_add(Connection& db, std::string_view select, std::string_view insert, const Values& key,
                                       const Values& row) {
  auto found = db.integer(select, key);
  if (found || found.error().code != base::ErrorCode::NotFound) return found;
  TRY_VOID(db.run(insert, row));
  return db.last_id();
}

base::Result<Target> find_target(Connection& db, const std::string& recipient) {
  const std::string key = domain::address_key(recipient);
  const auto at = key.rfind('@');
  const std::string domain = at == std::string::npos ? std::string() : key.substr(at + 1);
  Target target;
  TRY(target.domain_id, find_or_add(db, "SELECT id FROM recipient_domain WHERE name = ?", "INSERT INTO recipient_domain(name) VALUES (?)",
                                    {domain}, {domain}));
  TRY(target.recipient_id, find_or_add(db, "SELECT id FROM recipient WHERE address_key = ?",
                                       "INSERT INTO recipient(address_key, domain_id) VALUES (?, ?)", {key}, {key, target.domain_id}));
  return target;
}

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

Values delivery_values(const NewDelivery& delivery, const Target& target, const Decided& decided, std::int64_t blob_id) {
  const api::MessageSummary& m = delivery.summary;
  const std::string& sender = m.header_from.name.empty() ? m.header_from.address : m.header_from.name;
  return {target.recipient_id,
          target.domain_id,
          blob_id,
          delivery.ident,
          value_of(m.received_at),
          code_of(m.status),
          value_of(m.status_at),
          code_of(m.message_class),
          m.score.value_or(kNoScore),
          m.threshold ? Value(*m.threshold) : Value{},
          m.size_bytes,
          domain::sort_key(sender.empty() ? m.envelope_from : sender, kSortKeyCodePoints),
          domain::sort_key(m.subject, kSortKeyCodePoints),
          code_of(m.direction),
          value_of(m.seen),
          value_of(decided.worth_a_look),
          value_of(m.envelope_mismatch),
          value_of(m.has_attachments),
          m.attachment_count,
          m.reason_code,
          m.node,
          m.queue_id,
          m.message_id,
          m.envelope_from,
          m.header_from.name,
          m.header_from.address,
          m.recipient,
          m.subject,
          m.snippet,
          decided.wave_id,
          m.sender_ip,
          ip_key(m.sender_ip),
          m.sender_host,
          m.helo,
          m.smtp_reply,
          value_of(m.delivery.at),
          m.delivery.host,
          m.delivery.ip,
          m.delivery.port,
          m.delivery.reply};
}

constexpr std::string_view kInsertDelivery =
    "INSERT INTO delivery(recipient_id, domain_id, blob_id, ident, received_at, status, status_at, class, score, threshold, size_bytes, "
    "sender_key,"
    " subject_key, direction, seen, worth_a_look, envelope_mismatch, has_attachments, attachment_count, reason_code, node, queue_id, "
    "message_id,"
    " envelope_from, from_name, from_address, recipient, subject, snippet, wave_id, sender_ip, ip_key, sender_host, helo, smtp_reply, "
    "delivery_at,"
    " delivery_host, delivery_ip, delivery_port, delivery_reply)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (recipient_id, ident) DO "
    "NOTHING";

base::Result<void> index_words(Connection& db, const NewDelivery& delivery, const Target& target, std::int64_t row) {
  const api::MessageSummary& m = delivery.summary;
  std::string_view body = delivery.search_text;
  if (body.size() > kBodyBytesIndexed) body = body.substr(0, kBodyBytesIndexed);
  return db.run("INSERT INTO message_fts(rowid, scope, sender, envelope, recipient, subject, body) VALUES (?,?,?,?,?,?,?)",
                {row, "r" + std::to_string(target.recipient_id) + " d" + std::to_string(target.domain_id),
                 segment(m.header_from.name + " " + m.header_from.address), segment(m.envelope_from), segment(m.recipient),
                 segment(m.subject), segment(body)});
}

base::Result<void> begin_trail(Connection& db, const api::MessageSummary& m, std::int64_t row) {
  static constexpr std::string_view kInsert = "INSERT INTO trail(delivery_id, position, at, kind, actor, detail) VALUES (?,?,?,?,'',?)";
  TRY_VOID(db.run(kInsert, {row, std::int64_t{0}, value_of(m.received_at), std::string("received"), m.sender_ip}));
  if (m.status != api::Status::Quarantined) return {};
  return db.run(kInsert, {row, std::int64_t{1}, value_of(m.status_at), std::string("quarantined"), m.reason_code});
}

base::Result<Inserted> insert_one(Connection& db, const NewDelivery& delivery) {
  TRY(const Target target, find_target(db, delivery.summary.recipient));
  TRY(const std::int64_t blob_id, find_or_add(db, "SELECT id FROM blob WHERE sha256 = ?", "INSERT INTO blob(sha256) VALUES (?)",
                                              {delivery.blob_sha256}, {delivery.blob_sha256}));
  TRY(const Decided decided, decide(db, delivery, target));
  TRY_VOID(db.run(kInsertDelivery, delivery_values(delivery, target, decided, blob_id)));
  if (db.changed_rows() == 0) {
    TRY(const std::int64_t row,
        db.integer("SELECT id FROM delivery WHERE recipient_id = ? AND ident = ?", {target.recipient_id, delivery.ident}));
    return Inserted{InsertOutcome::AlreadyThere, message_id_of(row)};
  }
  const std::int64_t row = db.last_id();
  TRY_VOID(db.run("INSERT INTO delivery_detail(delivery_id, why, has_html, has_text, remote_images, odd_links) VALUES (?,?,?,?,?,?)",
                  {row, api::encode(delivery.why), value_of(delivery.has_html), value_of(delivery.has_text), delivery.remote_images,
                   delivery.odd_links}));
  TRY_VOID(index_words(db, delivery, target, row));
  TRY_VOID(begin_trail(db, delivery.summary, row));
  TRY_VOID(write_list_outcome(db, delivery, row));
  TRY_VOID(write_message_event(db, api::EventKind::MessageArrived, row));
  return Inserted{InsertOutcome::Stored, message_id_of(row)};
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
