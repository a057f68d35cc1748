#include "node/ingest/mail_log_facts.hpp"

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/log_reason.hpp"

namespace pratique::ingest {
namespace {

using api::Status;
using Kind = MailLogLine::Kind;

constexpr std::string_view kMailServer = "mail_server";

// As people know it. Text that is no address is kept as it is: who was written to must be seen.
std::string recipient_of(const std::string& text, const MailLogRules& rules) {
  const auto address = domain::parse_address(text);
  return address ? domain::recipient_of(*address, rules.quarantine_domain).text() : text;
}

storage::LogFact fact_of(const MailLogLine& line, const MailLogRules& rules, Status status) {
  storage::LogFact fact;
  api::MessageSummary& m = fact.summary;
  m.recipient = recipient_of(line.recipient, rules);
  m.queue_id = line.queue_id;
  m.node = rules.node_name;
  m.status = status;
  m.status_at = line.at;
  m.smtp_reply = line.reply;
  return fact;
}

void explain(storage::LogFact& fact, domain::LogReason reason) {
  fact.summary.reason_code = reason.code;
  fact.summary.message_class = reason.message_class;
}

void tell(storage::LogFact& fact, const MailLogLine& line, std::string_view kind) {
  fact.trail.push_back({line.at, std::string(kind), {}, line.reply, std::string(kMailServer)});
}

std::optional<storage::LogEntry> delivery_fact(const MailLogLine& line, const MailLogRules& rules) {
  const bool to_node = line.instance == "qnode";
  // The node has it: its own row says so.
  if (to_node && line.status == "sent") return std::nullopt;
  const bool sent = line.status == "sent";
  const bool deferred = line.status == "deferred";
  storage::LogFact fact = fact_of(line, rules, sent ? Status::Delivered : deferred ? Status::Deferred : Status::Bounced);
  if (!sent) {
    // The agent's own words come without a code; dsn= has it.
    auto reason = domain::reason_of_reply(line.dsn + " " + line.reply, domain::Speaker::Destination);
    if (to_node && deferred) reason = {"filter_down", api::MessageClass::Error};
    explain(fact, reason);
  }
  fact.summary.delivery = {line.at, line.relay_host, line.relay_ip, line.relay_port, line.reply};
  tell(fact, line, sent ? "delivered" : deferred ? "deferred" : "bounced");
  return fact;
}

// Before a line with a reply: "4.7.1 …" of a milter has no three digits.
bool is_for_good(const std::string& reply) {
  return reply.starts_with('5');
}

std::optional<storage::LogEntry> reject_fact(const MailLogLine& line, const MailLogRules& rules, const std::string& ident) {
  if (line.recipient.empty()) return std::nullopt;  // refused before anybody was named
  const bool for_good = is_for_good(line.reply);
  storage::LogFact fact = fact_of(line, rules, for_good ? Status::Rejected : Status::Tempfailed);
  fact.summary.envelope_from = line.sender;
  fact.summary.sender_ip = line.client_ip;
  fact.summary.sender_host = line.client_host;
  fact.summary.helo = line.helo;
  if (line.queue_id.empty()) fact.ident = ident;
  explain(fact, domain::reason_of_reply(line.reply, line.is_milter ? domain::Speaker::Filter : domain::Speaker::Server));
  const std::string from = line.client_host.empty() ? line.client_ip : line.client_host + " [" + line.client_ip + "]";
  fact.trail.push_back({line.at, "connected", {}, line.helo.empty() ? from : from + ", HELO " + line.helo, std::string(kMailServer)});
  fact.trail.push_back({line.at, "named", {}, "<" + line.sender + "> → <" + fact.summary.recipient + ">", std::string(kMailServer)});
  tell(fact, line, for_good ? "rejected" : "tempfailed");
  return fact;
}

}  // namespace

std::optional<storage::LogEntry> entry_of(const MailLogLine& line, const MailLogRules& rules, const std::string& ident) {
  if (!line.recipient.empty() && base::equals_ignoring_ascii_case(line.recipient, rules.events_address)) return std::nullopt;
  if (domain::is_in_domain(line.recipient, rules.reports_domain)) return std::nullopt;
  storage::QueueNote note;
  note.queue_id = line.queue_id;
  note.at = line.at;
  switch (line.kind) {
    case Kind::Other:
      return std::nullopt;
    case Kind::Client:
      note.client_ip = line.client_ip;
      note.client_host = line.client_host;
      note.is_inside = rules.trusted.contains(line.client_ip);
      return note;
    case Kind::MessageId:
      note.message_id = line.message_id;
      return note;
    case Kind::Queued:
      note.sender = line.sender;
      note.size_bytes = line.size_bytes;
      return note;
    case Kind::Delivery:
      return delivery_fact(line, rules);
    case Kind::Reject:
      return reject_fact(line, rules, ident);
    case Kind::Expired:
      return storage::QueueExpired{.queue_id = line.queue_id, .at = line.at};
    case Kind::Removed:
      return storage::QueueGone{line.queue_id};
  }
  return std::nullopt;
}

}  // namespace pratique::ingest
