#include "tests/support/fake_mail_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace pratique::test {
namespace {

// Blocking reads of lines and exact counts, that end when the test does.
class Wire {
 public:
  Wire(int socket, const std::atomic<bool>& is_stopping) : socket_(socket), is_stopping_(is_stopping) {}

  std::optional<std::string> line() {
    while (true) {
      if (const auto end = buffer_.find("\r\n"); end != std::string::npos) {
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return line;
      }
      if (!fill()) return std::nullopt;
    }
  }

  std::optional<std::string> exactly(std::size_t count) {
    while (buffer_.size() < count) {
      if (!fill()) return std::nullopt;
    }
    std::string bytes = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return bytes;
  }

  std::optional<std::string> until_end_mark() {
    std::string bytes;
    while (true) {
      auto next = line();
      if (!next) return std::nullopt;
      if (*next == ".") return bytes;
      bytes += (next->starts_with('.') ? next->substr(1) : *next) + "\r\n";
    }
  }

 private:
  bool fill() {
    pollfd descriptor{.fd = socket_, .events = POLLIN, .revents = 0};
    while (poll(&descriptor, 1, 50) == 0) {
      if (is_stopping_) return false;
    }
    char bytes[65536];
    const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  const std::atomic<bool>& is_stopping_;
  std::string buffer_;
};

}  // namespace

FakeMailServer::FakeMailServer(FakeProtocol protocol, std::uint16_t port) : protocol_(protocol) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int one = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 16) != 0) std::abort();
  socklen_t length = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { loop(); });
}

FakeMailServer::~FakeMailServer() {
  is_stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::vector<ReceivedMail> FakeMailServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

void FakeMailServer::answer_once(Step step, std::string reply) {
  const std::lock_guard lock(mutex_);
  scripted_.push_back({step, std::move(reply)});
}

void FakeMailServer::offer(std::vector<std::string> extensions) {
  const std::lock_guard lock(mutex_);
  extensions_ = std::move(extensions);
}

void FakeMailServer::loop() {
  while (!is_stopping_) {
    pollfd descriptor{.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&descriptor, 1, 50) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    ++connections_;
    converse(socket);
    ::close(socket);
  }
}

std::string FakeMailServer::reply_for(Step step, const std::string& usual) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(scripted_, step, &Scripted::step);
  if (found == scripted_.end()) return usual;
  std::string reply = found->reply;
  scripted_.erase(found);
  return reply;
}

void FakeMailServer::converse(int socket) {
  Wire wire(socket, is_stopping_);
  // False: the script drops the connection here.
  const auto say = [socket](const std::string& reply) {
    if (reply.empty()) return false;
    const std::string line = reply + "\r\n";
    return ::send(socket, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size()) && !reply.starts_with("421");
  };
  if (!say(reply_for(Step::Greeting, "220 fake.example ready"))) return;
  ReceivedMail mail;
  const auto take = [&](std::string bytes, bool by_chunk) {
    mail.bytes = std::move(bytes);
    mail.by_chunk = by_chunk;
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms_));
    const std::string reply = reply_for(Step::EndOfData, "250 2.0.0 Ok: kept");
    if (reply.empty() || reply[0] == '2') {
      const std::lock_guard lock(mutex_);
      mails_.push_back(mail);
    }
    return say(reply);
  };
  while (const auto line = wire.line()) {
    std::string verb = line->substr(0, line->find(' '));
    std::ranges::transform(verb, verb.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (verb == (protocol_ == FakeProtocol::Smtp ? "EHLO" : "LHLO")) {
      mail.hello = *line;
      std::string answer = "250-fake.example\r\n";
      {
        const std::lock_guard lock(mutex_);
        for (const std::string& extension : extensions_) answer += "250-" + extension + "\r\n";
      }
      if (!say(answer + "250 ENHANCEDSTATUSCODES")) return;
    } else if (verb == "MAIL") {
      mail.mail_from = *line;
      if (!say(reply_for(Step::MailFrom, "250 2.1.0 Ok"))) return;
    } else if (verb == "RCPT") {
      mail.rcpt_to = *line;
      if (!say(reply_for(Step::RcptTo, "250 2.1.5 Ok"))) return;
    } else if (verb == "DATA") {
      const std::string reply = reply_for(Step::Data, "354 go on");
      if (!say(reply)) return;
      if (reply[0] != '3') continue;
      auto bytes = wire.until_end_mark();
      if (!bytes || !take(*std::move(bytes), false)) return;
    } else if (verb == "BDAT") {
      auto bytes = wire.exactly(static_cast<std::size_t>(std::strtoul(line->c_str() + 5, nullptr, 10)));
      if (!bytes || !take(*std::move(bytes), true)) return;
    } else if (verb == "QUIT") {
      (void)say("221 2.0.0 Bye");
      return;
    } else if (!say("502 5.5.1 What?")) {
      return;
    }
  }
}

}  // namespace pratique::test
