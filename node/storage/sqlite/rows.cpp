#include "node/storage/sqlite/rows.hpp"

#include <unordered_map>

#include "client/base/text.hpp"

namespace pratique::storage::sqlite {
namespace {

// These numbers are on people's disks: new values go at the end, none is ever renumbered.
static_assert(static_cast<int>(api::Status::Accepted) == 0 && static_cast<int>(api::Status::Quarantined) == 6 &&
              static_cast<int>(api::Status::ReleasePending) == 7 && static_cast<int>(api::Status::Expired) == 10);
static_assert(static_cast<int>(api::MessageClass::Spam) == 0 && static_cast<int>(api::MessageClass::Error) == 5 &&
              static_cast<int>(api::MessageClass::Unknown) == 10);
static_assert(static_cast<int>(api::Direction::Incoming) == 0 && static_cast<int>(api::Direction::Outgoing) == 1);
static_assert(static_cast<int>(api::Role::SuperAdmin) == 0 && static_cast<int>(api::Role::Email) == 3);
static_assert(static_cast<int>(api::Action::Release) == 0 && static_cast<int>(api::Action::MarkUnseen) == 3);
static_assert(static_cast<int>(api::JobState::Waiting) == 0 && static_cast<int>(api::JobState::Cancelled) == 4);
static_assert(static_cast<int>(api::ItemState::Waiting) == 0 && static_cast<int>(api::ItemState::Retrying) == 1 &&
              static_cast<int>(api::ItemState::Undone) == 5);
static_assert(static_cast<int>(api::EventKind::MessageArrived) == 0 && static_cast<int>(api::EventKind::JobChanged) == 2);

constexpr std::int64_t kWaveCountedTo = 1000;  // beyond it, "1,000 alike" says enough and counting stays cheap

constexpr std::string_view kColumns =
    "id, received_at, direction, node, queue_id, message_id, envelope_from, from_name, from_address, envelope_mismatch, recipient, "
    "subject, snippet,"
    " size_bytes, attachment_count, wave_id, worth_a_look, sender_ip, sender_host, helo, status, status_at, class, reason_code, score, "
    "threshold,"
    " has_attachments, seen, smtp_reply, delivery_at, delivery_host, delivery_ip, delivery_port, delivery_reply";

std::int64_t row_of(char letter, const std::string& text) {
  if (text.size() < 2 || text.front() != letter || text[1] == '-') return 0;
  return base::parse_integer(std::string_view(text).substr(1)).value_or(0);
}

api::MessageSummary read_summary(const Rows& rows) {
  int column = 0;
  api::MessageSummary out;
  out.id = message_id_of(rows.integer(column++));
  out.received_at = rows.time(column++);
  out.direction = enum_of<api::Direction>(rows.integer(column++));
  out.node = rows.text(column++);
  out.queue_id = rows.text(column++);
  out.message_id = rows.text(column++);
  out.envelope_from = rows.text(column++);
  out.header_from.name = rows.text(column++);
  out.header_from.address = rows.text(column++);
  out.envelope_mismatch = rows.flag(column++);
  out.recipient = rows.text(column++);
  out.subject = rows.text(column++);
  out.snippet = rows.text(column++);
  out.size_bytes = rows.integer(column++);
  out.attachment_count = rows.integer(column++);
  out.wave.id = rows.text(column++);
  out.worth_a_look = rows.flag(column++);
  out.sender_ip = rows.text(column++);
  out.sender_host = rows.text(column++);
  out.helo = rows.text(column++);
  out.status = enum_of<api::Status>(rows.integer(column++));
  out.status_at = rows.time(column++);
  out.message_class = enum_of<api::MessageClass>(rows.integer(column++));
  out.reason_code = rows.text(column++);
  if (const double score = rows.real(column++); score > kNoScore / 2) out.score = score;
  if (!rows.is_null(column)) out.threshold = rows.real(column);
  ++column;
  out.has_attachments = rows.flag(column++);
  out.seen = rows.flag(column++);
  out.smtp_reply = rows.text(column++);
  out.delivery.at = rows.optional_time(column++);
  out.delivery.host = rows.text(column++);
  out.delivery.ip = rows.text(column++);
  out.delivery.port = rows.integer(column++);
  out.delivery.reply = rows.text(column++);
  return out;
}

base::Result<std::int64_t> count_wave(Connection& db, const ScopeFilter& scope, const std::string& id) {
  const std::string counting = "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE wave_id = ? AND wave_id <> '' AND status = ? AND " +
                               scope.predicate() + " LIMIT ?)";
  TRY(const std::int64_t count, db.integer(counting, {id, code_of(api::Status::Quarantined), kWaveCountedTo}));
  return count <= 1 ? 0 : count;
}

}  // namespace

std::int64_t row_of(const api::MessageId& id) {
  return row_of('m', id.value);
}
std::int64_t row_of(const api::JobId& id) {
  return row_of('j', id.value);
}
std::int64_t row_of(const api::ListEntryId& id) {
  return row_of('l', id.value);
}
std::int64_t row_of(const api::SearchId& id) {
  return row_of('s', id.value);
}
std::int64_t row_of(const api::RequestId& id) {
  return row_of('r', id.value);
}
std::int64_t row_of(const api::ReportId& id) {
  return row_of('p', id.value);
}
api::MessageId message_id_of(std::int64_t row) {
  return {"m" + std::to_string(row)};
}
api::JobId job_id_of(std::int64_t row) {
  return {"j" + std::to_string(row)};
}
api::ListEntryId list_entry_id_of(std::int64_t row) {
  return {"l" + std::to_string(row)};
}
api::SearchId search_id_of(std::int64_t row) {
  return {"s" + std::to_string(row)};
}
api::RequestId request_id_of(std::int64_t row) {
  return {"r" + std::to_string(row)};
}
api::ReportId report_id_of(std::int64_t row) {
  return {"p" + std::to_string(row)};
}

base::Result<std::vector<api::MessageSummary>> load_summaries(Connection& db, const ScopeFilter& scope,
                                                              std::span<const std::int64_t> wanted) {
  std::string list = "[";
  for (const std::int64_t row : wanted) list += (list.size() == 1 ? "" : ",") + std::to_string(row);
  std::unordered_map<std::int64_t, api::MessageSummary> found;
  {
    // One text for any number of rows, so that the compiled statement is used again. CROSS: the list first, or SQLite walks the scope.
    TRY(Rows rows, db.query("SELECT " + std::string(kColumns) + " FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN delivery" +
                                " ON delivery.id = wanted WHERE " + scope.looked_at(),
                            {list + "]"}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      found.emplace(rows.integer(0), read_summary(rows));
    }
  }
  std::unordered_map<std::string, std::int64_t> waves;
  std::vector<api::MessageSummary> out;
  for (const std::int64_t row : wanted) {
    const auto at = found.find(row);
    if (at == found.end()) return base::fail(base::ErrorCode::NotFound, "This message is not there");
    api::Wave& wave = at->second.wave;
    if (!wave.id.empty()) {
      const auto [known, is_new] = waves.try_emplace(wave.id, 0);
      if (is_new) {
        TRY(known->second, count_wave(db, scope, wave.id));
      }
      wave.count = known->second;
    }
    out.push_back(at->second);
  }
  return out;
}

base::Result<api::MessageSummary> load_summary(Connection& db, const ScopeFilter& scope, std::int64_t row) {
  TRY(auto summaries, load_summaries(db, scope, std::span(&row, 1)));
  return std::move(summaries.front());
}

}  // namespace pratique::storage::sqlite
