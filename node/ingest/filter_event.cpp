#include "node/ingest/filter_event.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "client/api/json_reader.hpp"
#include "client/api/why_codes.hpp"
#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/log_reason.hpp"
#include "node/mime/explain.hpp"
#include "node/mime/header_text.hpp"

namespace pratique::ingest {
namespace {

using api::Status;
using base::ErrorCode;

constexpr std::size_t kTextKept = 1000;  // code points
constexpr std::size_t kSymbolsRead = 500;
constexpr std::size_t kEvidenceRead = 10;
constexpr std::int64_t kVersion = 1;
constexpr double kLatest = 4e9;  // seconds: the year 2096

std::string kept(std::string_view text, std::size_t limit = kTextKept) {
  return std::string(base::first_code_points(base::to_one_line(text), limit));
}

std::string text_of(const api::JsonReader& json, std::string_view name) {
  return kept(json.maybe_text(name).value_or(""));
}

// 64 lower-case hex digits, else nothing: an event without it is an event all the same.
std::string hash_of(const api::JsonReader& json, std::string_view name) {
  std::string hash = json.maybe_text(name).value_or("");
  return hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos ? hash : std::string();
}

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : base::to_lower_ascii(address.substr(at + 1));
}

api::RuleHit rule_of(const api::JsonReader& json) {
  api::RuleHit rule = mime::rule_named(kept(json.text("name"), 100), json.maybe_number("score").value_or(0));
  rule.description = kept(json.maybe_text("description").value_or(""), 300);
  if (json.has("options")) {
    for (const std::string& option : json.texts("options")) {
      if (rule.evidence.size() == kEvidenceRead) break;
      if (std::string shown = kept(option, 200); !shown.empty()) rule.evidence.push_back(std::move(shown));
    }
  }
  return rule;
}

bool is_greylisting(const FilterEvent& event) {
  return event.action == "soft reject" && std::ranges::any_of(event.verdict.rules, [](const api::RuleHit& rule) {
           return rule.symbol == "GREYLIST" && std::ranges::find(rule.evidence, "greylisted") != rule.evidence.end();
         });
}

Status status_of(const FilterEvent& event) {
  if (event.action == "reject" || event.action == "discard") return Status::Rejected;
  if (event.action == "soft reject") return Status::Tempfailed;
  return Status::Accepted;
}

// Greylisting and rate limits decide before anything is checked, so who decided comes before what was found.
domain::LogReason reason_of(const FilterEvent& event, Status status, const mime::Explanation& explained) {
  if (status == Status::Accepted) return {{}, explained.message_class};
  if (is_greylisting(event)) return {"greylisted", explained.message_class};
  if (auto reason = domain::reason_of_module(event.set_by); !reason.code.empty()) return reason;
  if (status == Status::Tempfailed) return domain::reason_of_reply("4.7.1 " + event.smtp_message, domain::Speaker::Filter);
  if (explained.reason_code == "score_over_limit" || explained.reason_code == "forged_sender" || explained.reason_code == "no_verdict" ||
      explained.reason_code == "not_sure") {
    if (auto reason = domain::reason_of_symbols(event.verdict.rules); !reason.code.empty()) return reason;
  }
  if (event.verdict.rules.empty() && !event.smtp_message.empty())
    return domain::reason_of_reply("5.7.1 " + event.smtp_message, domain::Speaker::Filter);
  if (explained.reason_code == "no_verdict" || explained.reason_code == "not_sure") return {"score_over_limit", api::MessageClass::Spam};
  // kVerdictCodes live as long as the program, explained.reason_code does not.
  for (const std::string_view code : api::kVerdictCodes) {
    if (code == explained.reason_code) return {code, explained.message_class};
  }
  return {};
}

std::string points(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

void tell(storage::LogFact& fact, const FilterEvent& event) {
  const auto add = [&fact, &event](std::string kind, std::string detail) {
    fact.trail.push_back({event.at, std::move(kind), {}, std::move(detail), "filter"});
  };
  std::string peer = event.client_host.empty() ? event.client_ip : event.client_host + " [" + event.client_ip + "]";
  if (!event.helo.empty()) peer += ", HELO " + event.helo;
  if (!event.client_ip.empty()) add("connected", peer);
  add("named", "<" + event.sender + "> → <" + fact.summary.recipient + ">");
  add("checked", event.verdict.score ? event.action + ", " + points(*event.verdict.score) : event.action);
  const std::string said = event.smtp_message.empty() ? event.action : event.smtp_message;
  if (fact.summary.status == Status::Accepted) add("accepted", {});
  if (fact.summary.status == Status::Rejected) add("rejected", said);
  if (fact.summary.status == Status::Tempfailed) add("tempfailed", said);
}

}  // namespace

base::Result<FilterEvent> parse_filter_event(std::string_view json) {
  if (json.size() > kEventBytes) return base::fail(ErrorCode::BadInput, "The event is too large");
  api::JsonDocument document(json, api::JsonSource::Request);
  const api::JsonReader root = document.root();
  FilterEvent event;
  if (root.integer("v") != kVersion) root.fail("v", "version 1");
  const double seconds = root.number("t");
  if (!(seconds > 0 && seconds < kLatest))
    root.fail("t", "seconds since 1970");
  else
    event.at = base::WallTime(std::chrono::milliseconds(std::llround(seconds * 1000)));
  event.queue_id = text_of(root, "qid");
  event.message_id = text_of(root, "mid");
  if (event.message_id == "undef") event.message_id.clear();  // Rspamd's word for none
  event.sender = text_of(root, "from");
  for (const std::string& recipient : root.texts("rcpt")) event.recipients.push_back(kept(recipient));
  event.client_ip = text_of(root, "ip");
  event.client_host = text_of(root, "ptr");
  if (event.client_host == "unknown") event.client_host.clear();
  event.helo = text_of(root, "helo");
  event.user = text_of(root, "user");
  event.subject = text_of(root, "subject");
  event.header_from = mime::parse_mailbox(root.maybe_text("header_from").value_or(""), {});
  event.action = base::to_lower_ascii(kept(root.text("action"), 40));
  event.set_by = text_of(root, "set_by");
  event.smtp_message = text_of(root, "smtp_msg");
  event.size_bytes = std::llround(std::clamp(root.maybe_number("size").value_or(0), 0.0, 1e12));
  event.body_sha256 = hash_of(root, "body_sha256");
  event.verdict.source = mime::FilterVerdict::Source::Rspamd;
  event.verdict.score = root.maybe_number("score");
  event.verdict.action = event.action;
  if (root.has("symbols")) {
    root.each("symbols", [&event](const api::JsonReader& symbol) {
      if (event.verdict.rules.size() < kSymbolsRead) event.verdict.rules.push_back(rule_of(symbol));
    });
  }
  event.verdict.authentication =
      mime::authentication_of(event.verdict.rules, domain_of(event.header_from.address), domain_of(event.sender));
  if (event.recipients.empty() || event.recipients.size() > kEventRecipients) root.fail("rcpt", "1 to 1,000 addresses");
  return document.finish(std::move(event));
}

std::string key_of(const FilterEvent& event) {
  return event.queue_id + ":" + std::to_string(event.at.time_since_epoch().count());
}

storage::LogFact fact_of(const FilterEvent& event, const std::string& recipient, const EventContext& context) {
  storage::LogFact fact;
  api::MessageSummary& m = fact.summary;
  const auto address = domain::parse_address(recipient);
  m.recipient = address ? domain::recipient_of(*address, context.quarantine_domain).text() : recipient;
  m.queue_id = event.queue_id;
  m.node = context.node_name;
  m.message_id = event.message_id;
  m.envelope_from = event.sender;
  m.header_from = event.header_from;
  m.subject = event.subject;
  m.size_bytes = event.size_bytes;
  m.sender_ip = event.client_ip;
  m.sender_host = event.client_host;
  m.helo = event.helo;
  const std::string from_domain = domain_of(m.header_from.address);
  const std::string envelope_domain = domain_of(m.envelope_from);
  m.envelope_mismatch = !from_domain.empty() && !envelope_domain.empty() &&
                        domain::organisational_domain(from_domain) != domain::organisational_domain(envelope_domain);
  m.status = status_of(event);
  m.status_at = event.at;
  const mime::Explanation explained = mime::explain(event.verdict, context.limit, {from_domain, event.client_ip, {}});
  const domain::LogReason reason = reason_of(event, m.status, explained);
  m.reason_code = reason.code;
  m.message_class = reason.message_class;
  m.score = event.verdict.score;
  if (m.score) m.threshold = context.limit;
  if (m.status != Status::Accepted) m.smtp_reply = event.smtp_message;
  fact.why = explained.why;
  if (!m.reason_code.empty()) fact.why->verdict_code = m.reason_code;
  tell(fact, event);
  if (event.queue_id.empty()) fact.ident = "event:" + key_of(event) + ":" + m.message_id;
  return fact;
}

}  // namespace pratique::ingest
