#include "node/storage/sqlite/delivery_row.hpp"

#include "node/domain/address.hpp"
#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/full_text.hpp"
#include "node/storage/sqlite/query_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kSortKeyCodePoints = 40;
constexpr std::size_t kBodyBytesIndexed = 64u << 10;

// In the order of delivery_values().
constexpr std::string_view kColumns =
    "recipient_id, domain_id, blob_id, ident, received_at, status, status_at, class, score, threshold, size_bytes, sender_key,"
    " subject_key, direction, seen, worth_a_look, envelope_mismatch, has_attachments, attachment_count, reason_code, node, queue_id,"
    " message_id, envelope_from, from_name, from_address, recipient, subject, snippet, wave_id, sender_ip, ip_key, sender_host,"
    " helo, smtp_reply, delivery_at, delivery_host, delivery_ip, delivery_port, delivery_reply";
constexpr std::string_view kMarks = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?";

Values delivery_values(const DeliveryRow& row, const Target& target) {
  const api::MessageSummary& m = row.summary;
  const std::string& sender = m.header_from.name.empty() ? m.header_from.address : m.header_from.name;
  return {target.recipient_id,
          target.domain_id,
          row.blob_id,
          row.ident,
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
          value_of(m.worth_a_look),
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
          m.wave.id,
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

std::string insert_sql() {
  return "INSERT INTO delivery(" + std::string(kColumns) + ") VALUES (" + std::string(kMarks) +
         ") ON CONFLICT (recipient_id, ident) DO NOTHING";
}
std::string update_sql() {
  return "UPDATE delivery SET (" + std::string(kColumns) + ") = (" + std::string(kMarks) + ") WHERE id = ?";
}

base::Result<Target> target_of(Connection& db, const std::string& key, const std::string& domain) {
  Target target;
  TRY(target.domain_id, find_or_add(db, "SELECT id FROM recipient_domain WHERE name = ?", "INSERT INTO recipient_domain(name) VALUES (?)",
                                    {domain}, {domain}));
  TRY(target.recipient_id, find_or_add(db, "SELECT id FROM recipient WHERE address_key = ?",
                                       "INSERT INTO recipient(address_key, domain_id) VALUES (?, ?)", {key}, {key, target.domain_id}));
  return target;
}

std::string domain_of_key(const std::string& key) {
  const auto at = key.rfind('@');
  return at == std::string::npos ? std::string() : key.substr(at + 1);
}

}  // namespace

base::Result<std::int64_t> find_or_add(Connection& db, std::string_view select, std::string_view insert, const Values& key,
                                       const Values& row) {
  auto found = db.integer(select, key);
  if (found || found.error().code != base::ErrorCode::NotFound) return found;
  TRY_VOID(db.run(insert, row));
  return db.last_id();
}

base::Result<Target> find_target(Connection& db, const std::string& recipient) {
  const std::string key = domain::address_key(recipient);
  return target_of(db, key, domain_of_key(key));
}

base::Result<bool> is_served(Connection& db, const std::string& address) {
  return db.integer("SELECT EXISTS (SELECT 1 FROM domain WHERE name = ?)", {domain_of_key(domain::address_key(address))})
      .transform([](std::int64_t there) { return there != 0; });
}

base::Result<Target> find_log_target(Connection& db, const std::string& recipient) {
  TRY(const bool served, is_served(db, recipient));
  return served ? find_target(db, recipient) : target_of(db, " " + domain::address_key(recipient), {});
}

base::Result<std::optional<std::int64_t>> insert_row(Connection& db, const DeliveryRow& row, const Target& target) {
  TRY_VOID(db.run(insert_sql(), delivery_values(row, target)));
  if (db.changed_rows() == 0) return std::nullopt;
  return db.last_id();
}

base::Result<void> update_row(Connection& db, std::int64_t id, const DeliveryRow& row, const Target& target) {
  Values values = delivery_values(row, target);
  values.emplace_back(id);
  return db.run(update_sql(), values);
}

base::Result<void> drop_unused_blob(Connection& db, std::int64_t blob_id) {
  if (blob_id == kNoBlob) return {};
  const std::string unused =
      " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM delivery WHERE blob_id = ?1) AND NOT EXISTS (SELECT 1 FROM report WHERE blob_id = ?1"
      " AND blob_id <> 0)";
  TRY_VOID(db.run("INSERT OR IGNORE INTO blob_gone SELECT sha256 FROM blob" + unused, {blob_id}));
  return db.run("DELETE FROM blob" + unused, {blob_id});
}

base::Result<void> index_words(Connection& db, std::int64_t id, const api::MessageSummary& m, std::string_view body, const Target& target) {
  if (body.size() > kBodyBytesIndexed) body = body.substr(0, kBodyBytesIndexed);
  return db.run("INSERT INTO message_fts(rowid, scope, sender, envelope, recipient, subject, body) VALUES (?,?,?,?,?,?,?)",
                {id, "r" + std::to_string(target.recipient_id) + " d" + std::to_string(target.domain_id),
                 segment(m.header_from.name + " " + m.header_from.address), segment(m.envelope_from), segment(m.recipient),
                 segment(m.subject), segment(body)});
}

}  // namespace pratique::storage::sqlite
