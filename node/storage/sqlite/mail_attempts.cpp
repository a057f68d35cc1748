#include "node/storage/sqlite/mail_attempts.hpp"

#include "client/base/text.hpp"
#include "node/storage/sqlite/log_merge.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::chrono::milliseconds kRetriesWithin = std::chrono::hours(48);  // a sender who comes later begins anew
constexpr std::chrono::milliseconds kClockSlack = std::chrono::seconds(2);    // Received fields know seconds only, the filter more
constexpr std::int64_t kAttemptsLookedAt = 20;

bool is_same_mail(const api::MessageSummary& said, const std::string& sender, const std::string& ip, const std::string& message_id) {
  if (!same_client_network(ip, said.sender_ip)) return false;
  const bool same_sender = base::equals_ignoring_ascii_case(sender, said.envelope_from);
  // The filter does not report senders beyond ASCII (SMTPUTF8): they look like none.
  if (!message_id.empty() && !said.message_id.empty())
    return message_id == said.message_id && (same_sender || sender.empty() || said.envelope_from.empty());
  return same_sender && !sender.empty();  // bounces of one server are not told apart by anything else
}

base::Result<std::optional<std::int64_t>> first_of_same_mail(Connection& db, const api::MessageSummary& mail, const std::string& which,
                                                             const Values& values) {
  TRY(Rows rows, db.query("SELECT id, envelope_from, sender_ip, message_id FROM delivery " + which +
                              " AND received_at BETWEEN ?2 AND ?3 ORDER BY received_at DESC LIMIT " + std::to_string(kAttemptsLookedAt),
                          values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return std::nullopt;
    if (is_same_mail(mail, rows.text(1), rows.text(2), rows.text(3))) return rows.integer(0);
  }
}

}  // namespace

base::Result<std::optional<std::int64_t>> find_put_off(Connection& db, const api::MessageSummary& mail, std::int64_t recipient_id) {
  static_assert(static_cast<int>(api::Status::Tempfailed) == 4);
  return first_of_same_mail(db, mail, "INDEXED BY delivery_put_off WHERE recipient_id = ?1 AND status = 4",
                            {recipient_id, value_of(mail.status_at - kRetriesWithin), value_of(mail.status_at + kRetriesWithin)});
}

base::Result<std::optional<std::int64_t>> find_passed(Connection& db, const api::MessageSummary& attempt, std::int64_t recipient_id) {
  if (attempt.status != api::Status::Tempfailed || attempt.message_id.empty()) return std::nullopt;
  return first_of_same_mail(
      db, attempt, "INDEXED BY delivery_message_id WHERE message_id = ?4 AND message_id <> '' AND recipient_id = ?1",
      {recipient_id, value_of(attempt.status_at - kClockSlack), value_of(attempt.status_at + kRetriesWithin), attempt.message_id});
}

}  // namespace pratique::storage::sqlite
