#include "node/ingest/lmtp_session.hpp"

#include <exception>

#include "client/base/text.hpp"
#include "node/ingest/lmtp_syntax.hpp"

namespace pratique::ingest {
namespace {

constexpr std::size_t kLongestLine = 4096;  // RFC 5321 says 512; XFORWARD, SMTPUTF8 and long return paths need more

// An address as a sender wrote it. Strange senders are what a quarantine is for, so only what would break lines is refused.
std::optional<std::string> sender_of(const std::string& text) {
  if (text.empty()) return text;
  if (const auto address = domain::parse_address(text)) return address->text();
  if (!base::is_utf8(text) || base::to_one_line(text) != text || text.size() > 1000) return std::nullopt;
  return text;
}

std::string reply_of(const base::Error& error) {
  if (error.code == base::ErrorCode::Unavailable && error.field == "disk") return "452 4.3.1 No room to store the message, try again later";
  if (error.code == base::ErrorCode::NotFound) return "550 5.1.2 This node takes no mail for that domain";
  return "451 4.3.0 The message store is in trouble, try again later";
}

}  // namespace

LmtpSession::LmtpSession(std::string host_name, std::string quarantine_domain, LmtpLimits limits, Intake& intake, EventIntake& events,
                         ReportIntake& reports, base::Logger& log)
    : host_name_(std::move(host_name)),
      quarantine_domain_(std::move(quarantine_domain)),
      limits_(limits),
      intake_(intake),
      events_(events),
      reports_(reports),
      log_(log) {}

std::string LmtpSession::greeting() const {
  return "220 " + host_name_ + " pratique-node LMTP\r\n";
}

void LmtpSession::reply(std::string_view text) {
  output_.append(text).append("\r\n");
}

void LmtpSession::mistake(std::string_view text) {
  reply(text);
  if (++mistakes_ < limits_.max_mistakes) return;
  reply("421 4.7.0 Too many mistakes");
  closed_ = true;
}

std::string LmtpSession::feed(std::string_view bytes) {
  input_ += bytes;
  std::size_t at = 0;
  while (at < input_.size() && !closed_) {
    const std::string_view rest = std::string_view(input_).substr(at);
    if (data_) {
      at += data_->feed(rest);
      if (data_->finished()) finish_data();
      continue;
    }
    const auto newline = rest.find('\n');
    if (newline == std::string_view::npos) {
      if (rest.size() > kLongestLine) {
        skipping_line_ = true;
        at = input_.size();
      }
      break;
    }
    const std::string_view line = rest.substr(0, newline);
    at += newline + 1;
    if (skipping_line_ || line.size() > kLongestLine)
      mistake("500 5.5.2 The line is too long");
    else if (!line.ends_with('\r'))
      mistake("500 5.5.2 Lines end with CR LF");
    else
      command(line.substr(0, line.size() - 1));
    skipping_line_ = false;
  }
  input_.erase(0, at);
  return std::exchange(output_, {});
}

void LmtpSession::command(std::string_view line) {
  const CommandLine given = split_command(line);
  if (given.verb == "LHLO") return lhlo(given.argument);
  if (given.verb == "XFORWARD") return xforward(given.argument);
  if (given.verb == "MAIL") return mail(given.argument);
  if (given.verb == "RCPT") return rcpt(given.argument);
  if (given.verb == "DATA") return data();
  if (given.verb == "NOOP") return reply("250 2.0.0 Ok");
  if (given.verb == "VRFY") return reply("252 2.1.5 Send the message, then you will know");
  if (given.verb == "RSET") {
    reset();
    return reply("250 2.0.0 Ok");
  }
  if (given.verb == "QUIT") {
    reply("221 2.0.0 Bye");
    closed_ = true;
    return;
  }
  if (given.verb == "HELO" || given.verb == "EHLO") return mistake("500 5.5.1 This is LMTP: begin with LHLO");
  mistake("500 5.5.1 This command is not known");
}

void LmtpSession::lhlo(std::string_view argument) {
  if (argument.empty()) return mistake("501 5.5.4 LHLO needs your name");
  reset();
  greeted_ = true;
  reply("250-" + host_name_);
  reply("250-PIPELINING");
  reply("250-8BITMIME");
  reply("250-SMTPUTF8");
  reply("250-ENHANCEDSTATUSCODES");
  reply("250-SIZE " + std::to_string(limits_.max_message_bytes));
  reply("250 XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE");
}

void LmtpSession::xforward(std::string_view argument) {
  if (!greeted_) return mistake("503 5.5.1 Begin with LHLO");
  if (has_sender_) return mistake("503 5.5.1 XFORWARD comes before MAIL");
  if (!apply_xforward(argument, envelope_.client)) return mistake("501 5.5.4 These attributes are not understood");
  reply("250 2.0.0 Ok");
}

void LmtpSession::mail(std::string_view argument) {
  if (!greeted_) return mistake("503 5.5.1 Begin with LHLO");
  if (has_sender_) return mistake("503 5.5.1 One MAIL a transaction");
  const auto path = parse_path(argument, "FROM:");
  if (!path) return mistake("501 5.5.4 Expected MAIL FROM:<address>");
  const auto sender = sender_of(path->text);
  if (!sender) return mistake("501 5.1.7 The sender is not an address");
  for (const auto& [keyword, value] : path->parameters) {
    if (keyword == "SIZE") {
      const auto size = base::parse_integer(value);
      if (!size || *size < 0) return mistake("501 5.5.4 SIZE is not a number");
      if (static_cast<std::uint64_t>(*size) > limits_.max_message_bytes)
        return reply("552 5.3.4 The message is larger than this node takes");
    } else if (keyword == "BODY") {
      if (!base::equals_ignoring_ascii_case(value, "7BIT") && !base::equals_ignoring_ascii_case(value, "8BITMIME"))
        return mistake("501 5.5.4 BODY is 7BIT or 8BITMIME");
    } else if (keyword != "SMTPUTF8" && keyword != "RET" && keyword != "ENVID" && keyword != "AUTH") {
      return mistake("555 5.5.4 This parameter of MAIL is not known");
    }
  }
  envelope_.sender = *sender;
  has_sender_ = true;
  reply("250 2.1.0 Ok");
}

std::string LmtpSession::answer_to(const domain::Address& recipient, const domain::Address& given) const {
  if (recipient == given && base::equals_ignoring_ascii_case(given.domain, quarantine_domain_))
    return "550 5.1.1 Expected user=domain before the @";
  const auto taken = intake_.takes(recipient);
  if (taken) return {};
  if (taken.error().code != base::ErrorCode::NotFound) {
    log_.error("recipient_check_failed", {{"error", taken.error().message}, {"detail", taken.error().detail}});
    return reply_of(taken.error());
  }
  if (recipient == given) return "550 5.7.1 This node takes no mail for that domain";
  return reply_of(taken.error());
}

void LmtpSession::rcpt(std::string_view argument) {
  if (!has_sender_) return mistake("503 5.5.1 MAIL comes before RCPT");
  const auto path = parse_path(argument, "TO:");
  if (!path) return mistake("501 5.5.4 Expected RCPT TO:<address>");
  for (const auto& [keyword, value] : path->parameters) {
    if (keyword != "NOTIFY" && keyword != "ORCPT") return mistake("555 5.5.4 This parameter of RCPT is not known");
  }
  const auto given = domain::parse_address(path->text);
  if (!given) return mistake("501 5.1.3 The recipient is not an address");
  if (envelope_.recipients.size() >= limits_.max_recipients)
    return reply("452 4.5.3 Too many recipients, send the rest in another transaction");
  const bool is_event = events_.is_for(given->text());
  const bool is_report = reports_.owns(*given);
  if (is_alone() || ((is_event || is_report) && !envelope_.recipients.empty()))
    return reply("452 4.5.3 A report has one recipient, send the rest in another transaction");
  if (is_report) {
    report_ = ReportIntake::kind_of(*given);
    return reply(report_ ? "250 2.1.5 Ok" : "550 5.1.1 Reports go to spamreport or notspamreport");
  }
  if (is_event) {
    is_event_ = true;
    return reply("250 2.1.5 Ok");
  }
  domain::Address recipient = domain::recipient_of(*given, quarantine_domain_);
  // Unknown recipients are Postfix's answer to pass on, not a mistake of the conversation.
  if (const std::string refusal = answer_to(recipient, *given); !refusal.empty()) return reply(refusal);
  envelope_.recipients.push_back(std::move(recipient));
  reply("250 2.1.5 Ok");
}

void LmtpSession::data() {
  if (!has_sender_) return mistake("503 5.5.1 MAIL comes before DATA");
  if (envelope_.recipients.empty() && !is_alone()) return mistake("503 5.5.1 No recipient was accepted");
  data_.emplace(limits_.max_message_bytes);
  reply("354 End with CR LF . CR LF");
}

void LmtpSession::finish_data() {
  const std::size_t count = is_alone() ? 1 : envelope_.recipients.size();
  const bool too_large = data_->too_large();
  std::string message = data_->take();
  data_.reset();
  const auto answer_all = [this, count](std::string_view text) {
    for (std::size_t i = 0; i < count; ++i) reply(text);
  };
  if (too_large) {
    answer_all("552 5.3.4 The message is larger than this node takes");
    return reset();
  }
  if (is_event_) return finish_event(std::move(message));
  if (report_) return finish_report(std::move(message));
  try {
    const auto stored = intake_.store(envelope_, std::move(message));
    if (stored) {
      for (const storage::Inserted& one : *stored) reply("250 2.0.0 Stored as " + one.id.value);
    } else {
      log_.error("message_not_stored",
                 {{"queue_id", envelope_.client.ident}, {"error", stored.error().message}, {"detail", stored.error().detail}});
      answer_all(reply_of(stored.error()));
    }
  } catch (const std::exception& problem) {  // a library's edge, or no memory: the sender keeps the message
    log_.error("message_not_stored", {{"queue_id", envelope_.client.ident}, {"error", problem.what()}});
    answer_all("451 4.3.0 The message could not be read now, try again later");
  }
  reset();
}

void LmtpSession::finish_event(std::string message) {
  try {
    const auto taken = events_.take(envelope_.client, std::move(message));
    if (!taken) log_.error("event_not_stored", {{"error", taken.error().message}, {"detail", taken.error().detail}});
    reply(taken ? std::string("250 2.0.0 Noted") : reply_of(taken.error()));
  } catch (const std::exception& problem) {  // as above
    log_.error("event_not_stored", {{"error", problem.what()}});
    reply("451 4.3.0 The report could not be read now, try again later");
  }
  reset();
}

void LmtpSession::finish_report(std::string message) {
  try {
    const auto taken = reports_.take(envelope_, *report_, std::move(message));
    if (!taken) log_.error("report_not_stored", {{"error", taken.error().message}, {"detail", taken.error().detail}});
    reply(taken ? std::string("250 2.0.0 Noted") : reply_of(taken.error()));
  } catch (const std::exception& problem) {  // as above
    log_.error("report_not_stored", {{"error", problem.what()}});
    reply("451 4.3.0 The report could not be read now, try again later");
  }
  reset();
}

void LmtpSession::reset() {
  envelope_ = {};
  is_event_ = false;
  report_.reset();
  has_sender_ = false;
}

}  // namespace pratique::ingest
