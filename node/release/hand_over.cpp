#include "node/release/hand_over.hpp"

#include <algorithm>
#include <optional>

namespace pratique::release {
namespace {

bool has_8bit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// True when DATA could not carry the message unchanged: bare line ends, or no line end at the end.
bool needs_chunking(std::string_view message) {
  if (!message.ends_with("\r\n")) return true;
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message[i] == '\r' && (i + 1 == message.size() || message[i + 1] != '\n')) return true;
    if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r')) return true;
  }
  return false;
}

// What would end or extend a command line must never come from an envelope.
bool is_plain(std::string_view address) {
  return std::ranges::none_of(address, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '<' || c == '>'; });
}

HandOver failed(const base::Error& error, const Connection* connection, Certainty certainty = Certainty::Known) {
  const std::string detail = error.detail.empty() ? "" : " (" + error.detail + ")";
  return {Verdict::TryLater, certainty, error.message + detail, connection == nullptr ? "" : connection->ip()};
}

HandOver judged(const Reply& reply, const Connection& connection) {
  const Verdict verdict = reply.kind() == 2 ? Verdict::Delivered : reply.kind() == 5 ? Verdict::Refused : Verdict::TryLater;
  return {verdict, Certainty::Known, reply.text(), connection.ip()};
}

class Conversation {
 public:
  Conversation(Connection& connection, const Envelope& envelope, std::string_view message)
      : connection_(connection), envelope_(envelope), message_(message) {}

  HandOver run() {
    if (has_8bit(envelope_.sender + envelope_.recipient) && !connection_.offers("SMTPUTF8")) {
      return {Verdict::Refused, Certainty::Known, "553 5.6.7 The destination server takes no addresses with letters beyond ASCII",
              connection_.ip()};
    }
    for (const std::string& line : {mail_from(), "RCPT TO:<" + envelope_.recipient + ">"}) {
      if (auto ended = step(line, 2)) return *std::move(ended);
    }
    return needs_chunking(message_) && connection_.offers("CHUNKING") ? send_chunk() : send_data();
  }

 private:
  [[nodiscard]] std::string mail_from() const {
    std::string line = "MAIL FROM:<" + envelope_.sender + ">";
    if (connection_.offers("SIZE")) line += " SIZE=" + std::to_string(message_.size());
    if (connection_.offers("8BITMIME") && has_8bit(message_)) line += " BODY=8BITMIME";
    if (has_8bit(envelope_.sender + envelope_.recipient)) line += " SMTPUTF8";
    return line;
  }

  // The outcome when the conversation ends here, nullopt to go on.
  std::optional<HandOver> step(const std::string& line, int wanted_kind) {
    const auto reply = connection_.command(line);
    if (!reply) return failed(reply.error(), &connection_);
    if (reply->kind() == wanted_kind) return std::nullopt;
    HandOver outcome = judged(*reply, connection_);
    if (outcome.verdict == Verdict::Delivered) outcome.verdict = Verdict::TryLater;  // 2xx where 3xx was due: nothing was taken
    quit();
    return outcome;
  }

  HandOver send_data() {
    if (auto ended = step("DATA", 3)) return *std::move(ended);
    return finish(connection_.send(dot_stuffed(message_)));
  }

  HandOver send_chunk() {  // RFC 3030
    const auto sent = connection_.send("BDAT " + std::to_string(message_.size()) + " LAST\r\n");
    return finish(sent ? connection_.send(message_) : sent);
  }

  HandOver finish(const base::Result<void>& sent) {
    if (!sent) return failed(sent.error(), &connection_);
    const auto reply = connection_.read_reply();  // LMTP: one for each recipient, and there is one
    if (!reply) return failed(reply.error(), &connection_, Certainty::MaybeTaken);
    quit();
    return judged(*reply, connection_);
  }

  void quit() { (void)connection_.send("QUIT\r\n"); }  // politeness; the outcome is known

  Connection& connection_;
  const Envelope& envelope_;
  std::string_view message_;
};

}  // namespace

std::string dot_stuffed(std::string_view message) {
  std::string out;
  out.reserve(message.size() + message.size() / 64 + 8);
  bool line_start = true;
  for (const char c : message) {
    if (line_start && c == '.') out += '.';
    out += c;
    line_start = c == '\n' || c == '\r';
  }
  if (!message.ends_with("\r\n")) out += "\r\n";
  out += ".\r\n";
  return out;
}

HandOver hand_over(const Destination& destination, const Envelope& envelope, std::string_view message) {
  if (!is_plain(envelope.sender) || !is_plain(envelope.recipient)) {
    return {Verdict::Refused, Certainty::Known, "501 5.1.7 The envelope has an address that cannot be sent", {}};
  }
  auto connection = Connection::open(destination);
  if (!connection) return failed(connection.error(), nullptr);
  return Conversation(*connection, envelope, message).run();
}

}  // namespace pratique::release
