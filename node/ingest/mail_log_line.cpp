#include "node/ingest/mail_log_line.hpp"

#include <array>
#include <chrono>
#include <ctime>

#include "client/base/text.hpp"

namespace pratique::ingest {
namespace {

using Kind = MailLogLine::Kind;

constexpr std::size_t kTextKept = 1000;  // code points of a reply

// What is left of a line. Every step answers whether it went well and leaves the rest behind it.
class Rest {
 public:
  explicit Rest(std::string_view text) : text_(text) {}
  [[nodiscard]] std::string_view text() const { return text_; }
  bool skip(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  // Up to `end`, which is skipped too.
  std::optional<std::string_view> until(std::string_view end) {
    const auto found = text_.find(end);
    if (found == std::string_view::npos) return std::nullopt;
    const std::string_view part = text_.substr(0, found);
    text_.remove_prefix(found + end.size());
    return part;
  }
  // "<…>" with its quotes: a '>' within a quoted string does not end it.
  std::optional<std::string_view> bracketed() {
    if (!text_.starts_with('<')) return std::nullopt;
    bool quoted = false;
    for (std::size_t at = 1; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '\\' && quoted)
        ++at;
      else if (c == '"')
        quoted = !quoted;
      else if (c == '>' && !quoted) {
        const std::string_view inner = text_.substr(1, at - 1);
        text_.remove_prefix(at + 1);
        return inner;
      }
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
};

std::string kept(std::string_view text) {
  return std::string(base::first_code_points(base::to_one_line(text), kTextKept));
}

std::optional<base::WallTime> traditional_time(std::string_view text, base::WallTime now) {
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() < 15) return std::nullopt;
  std::tm when{};
  when.tm_mon = -1;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (text.starts_with(kMonths[i])) when.tm_mon = static_cast<int>(i);
  }
  const auto number = [text](std::size_t at) { return base::parse_integer(base::trim(text.substr(at, 2))); };
  const auto day = number(4);
  const auto hour = number(7);
  const auto minute = number(10);
  const auto second = number(13);
  if (when.tm_mon < 0 || text[3] != ' ' || text[6] != ' ' || text[9] != ':' || text[12] != ':') return std::nullopt;
  if (!day || !hour || !minute || !second || *day < 1 || *day > 31 || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 ||
      *second < 0 || *second > 60)
    return std::nullopt;
  when.tm_mday = static_cast<int>(*day);
  when.tm_hour = static_cast<int>(*hour);
  when.tm_min = static_cast<int>(*minute);
  when.tm_sec = static_cast<int>(*second);
  const std::time_t today = std::chrono::system_clock::to_time_t(now);
  std::tm local{};
  ::localtime_r(&today, &local);
  // The newest year that does not lie ahead: a line of December is read in January.
  for (int year = local.tm_year + 1; year >= local.tm_year - 1; --year) {
    std::tm candidate = when;
    candidate.tm_year = year;
    candidate.tm_isdst = -1;
    const std::time_t seconds = ::mktime(&candidate);
    if (seconds == -1) continue;
    const auto time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::from_time_t(seconds));
    if (time <= now + std::chrono::days(1)) return time;
  }
  return std::nullopt;
}

// The time; what follows is left in `rest`.
std::optional<base::WallTime> read_time(Rest& rest, base::WallTime now) {
  const std::string_view text = rest.text();
  if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    const auto word = rest.until(" ");
    if (!word) return std::nullopt;
    const auto time = base::parse_rfc3339(*word);
    return time ? std::optional(*time) : std::nullopt;
  }
  const auto time = traditional_time(text, now);
  if (time) rest = Rest(text.substr(std::min<std::size_t>(16, text.size())));
  return time;
}

// "postfix/qnode/lmtp[123]"; syslog_name may be longer than one word ("postfix-out/smtp").
bool read_program(std::string_view tag, MailLogLine& line) {
  tag = tag.substr(0, tag.find('['));
  const auto slash = tag.find('/');
  if (!tag.starts_with("postfix") || slash == std::string_view::npos) return false;
  const auto last = tag.rfind('/');
  line.program = kept(tag.substr(last + 1));
  if (last > slash) line.instance = kept(tag.substr(slash + 1, last - slash - 1));
  return !line.program.empty();
}

// Short ids are hexadecimal; long ones leave out the vowels (and may hold 'z').
bool is_queue_id(std::string_view text) {
  if (text.size() < 6 || text.size() > 40) return false;
  for (const char c : text) {
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) return false;
  }
  return true;
}

// "mail.example.org[192.0.2.7]", "unknown[2001:db8::1]:4711"
void read_peer(std::string_view text, std::string& host, std::string& ip, std::int64_t* port = nullptr) {
  const auto open = text.find('[');
  const auto close = text.rfind(']');
  const std::string_view name = text.substr(0, open);
  if (name != "unknown" && name != "none") host = kept(name);
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return;
  ip = kept(text.substr(open + 1, close - open - 1));
  if (ip == "unknown") ip.clear();
  if (port != nullptr && text.substr(close).starts_with("]:")) *port = base::parse_integer(text.substr(close + 2)).value_or(0);
}

// At depth 0 of brackets, since the texts before it quote addresses; else wherever it is last.
std::size_t place_of_envelope(std::string_view text) {
  static constexpr std::string_view kMark = "; from=<";
  Rest rest(text);
  while (!rest.text().empty()) {
    if (rest.text().starts_with(kMark)) return text.size() - rest.text().size();
    if (rest.text().starts_with('<') && rest.bracketed()) continue;
    rest = Rest(rest.text().substr(1));
  }
  return text.rfind(kMark);
}

// "RCPT from unknown[192.0.2.9]: 550 5.1.1 <x@y>: …; from=<…> to=<…> proto=ESMTP helo=<…>"
void read_reject(std::string_view text, MailLogLine& line) {
  const auto envelope = place_of_envelope(text);
  Rest said(text.substr(0, envelope));
  if (!said.until(" from ")) return;
  const auto peer = said.until("]: ");
  if (!peer) return;
  read_peer(std::string(*peer) + "]", line.client_host, line.client_ip);
  line.reply = kept(said.text());
  if (envelope == std::string_view::npos) return;
  Rest rest(text.substr(envelope + 2));
  rest.skip("from=");
  const auto sender = rest.bracketed();
  if (!sender) return;
  line.sender = kept(*sender);
  if (rest.skip(" to=")) line.recipient = kept(rest.bracketed().value_or(""));
  const auto helo = rest.text().find(" helo=<");
  if (helo != std::string_view::npos) {
    rest = Rest(rest.text().substr(helo + 6));
    line.helo = kept(rest.bracketed().value_or(""));
  }
  line.kind = line.reply.empty() ? Kind::Other : Kind::Reject;
}

// "to=<bob@dest.example>, orig_to=<…>, relay=host[ip]:25, delay=0.1, …, dsn=2.0.0, status=sent (250 2.0.0 Ok)"
void read_delivery(std::string_view text, MailLogLine& line) {
  Rest rest(text);
  rest.skip("to=");
  const auto recipient = rest.bracketed();
  if (!recipient) return;
  line.recipient = kept(*recipient);
  if (rest.skip(", orig_to=")) {
    const auto original = rest.bracketed();
    if (!original) return;
    // Without a domain it is an alias of this machine, which nobody outside writes to.
    if (original->find('@') != std::string_view::npos) line.recipient = kept(*original);
  }
  if (rest.skip(", relay=")) read_peer(rest.until(", ").value_or(""), line.relay_host, line.relay_ip, &line.relay_port);
  if (!rest.until("dsn=")) return;
  line.dsn = kept(rest.until(", ").value_or(""));
  if (!rest.skip("status=")) return;
  const auto status = rest.until(" (");
  if (!status) return;
  line.status = kept(*status);
  std::string_view reply = rest.text();
  if (reply.ends_with(')')) reply.remove_suffix(1);
  line.reply = kept(reply);
  if (line.status == "sent" || line.status == "deferred" || line.status == "bounced") line.kind = Kind::Delivery;
}

// "from=<…>, size=1234, nrcpt=2 (queue active)" or "from=<…>, status=expired, returned to sender"
void read_queue(std::string_view text, MailLogLine& line) {
  Rest rest(text);
  rest.skip("from=");
  const auto sender = rest.bracketed();
  if (!sender) return;
  line.sender = kept(*sender);
  if (rest.skip(", status=expired") || rest.skip(", status=force-expired")) {
    line.kind = Kind::Expired;
  } else if (rest.skip(", size=")) {
    line.size_bytes = base::parse_integer(rest.until(",").value_or("")).value_or(0);
    line.kind = Kind::Queued;
  }
}

void read_words(std::string_view text, MailLogLine& line) {
  Rest rest(text);
  if (rest.skip("reject: ") || rest.skip("milter-reject: ")) {
    line.is_milter = text.starts_with("milter");
    return read_reject(rest.text(), line);
  }
  if (line.queue_id.empty()) return;
  if (rest.skip("client=")) {
    const std::string_view peer = rest.text().substr(0, rest.text().find(", "));
    read_peer(peer, line.client_host, line.client_ip);
    line.kind = Kind::Client;
  } else if (line.program == "cleanup" && rest.skip("message-id=")) {
    std::string_view id = rest.text();
    if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
    line.message_id = kept(id);
    line.kind = Kind::MessageId;
  } else if ((line.program == "qmgr" && text == "removed") || (line.program == "cleanup" && text == "removed (canceled)")) {
    line.kind = Kind::Removed;
  } else if (line.program == "qmgr" && text.starts_with("from=<")) {
    read_queue(text, line);
  } else if (text.starts_with("to=<")) {
    read_delivery(text, line);
  }
}

}  // namespace

MailLogLine parse_mail_log_line(std::string_view text, base::WallTime now) {
  MailLogLine line;
  if (text.size() > kMailLogLineBytes) return line;
  const std::string clean = base::to_valid_utf8(text);
  Rest rest(clean);
  const auto at = read_time(rest, now);
  if (!at || !rest.until(" ")) return line;  // the host
  line.at = *at;
  const auto tag = rest.until(": ");
  if (!tag || !read_program(*tag, line)) return line;
  if (!rest.skip("NOQUEUE: ")) {
    const auto colon = rest.text().find(": ");
    if (colon == std::string_view::npos || !is_queue_id(rest.text().substr(0, colon))) return line;
    line.queue_id = *rest.until(": ");
  }
  read_words(base::trim(rest.text()), line);
  return line;
}

}  // namespace pratique::ingest
