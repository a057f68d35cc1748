#include "tests/support/fake_imap_server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "node/domain/base64.hpp"

namespace pratique::test {

FakeImapServer::FakeImapServer(ImapManner manner, std::string password) : manner_(manner), password_(std::move(password)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    std::abort();
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { loop(); });
}

FakeImapServer::~FakeImapServer() {
  is_stopping_ = true;
  thread_.join();
  for (std::thread& conversation : conversations_) conversation.join();
  ::close(listener_);
}

std::vector<std::string> FakeImapServer::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

void FakeImapServer::loop() {
  while (!is_stopping_) {
    pollfd descriptor{.fd = listener_, .events = POLLIN, .revents = 0};
    if (::poll(&descriptor, 1, 50) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    ++connections_;
    conversations_.emplace_back([this, socket] {
      converse(socket);
      ::close(socket);
    });
  }
}

void FakeImapServer::converse(int socket) {
  std::string buffer;
  const auto say = [socket](const std::string& text) {
    const std::string line = text + "\r\n";
    return ::send(socket, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
  };
  const std::function<bool(std::string&)> hear = [&](std::string& line) {
    while (buffer.find("\r\n") == std::string::npos) {
      pollfd descriptor{.fd = socket, .events = POLLIN, .revents = 0};
      if (::poll(&descriptor, 1, 50) == 0) {
        if (is_stopping_) return false;
        continue;
      }
      char bytes[4096];
      const ssize_t count = ::recv(socket, bytes, sizeof bytes, 0);
      if (count <= 0) return false;
      buffer.append(bytes, static_cast<std::size_t>(count));
    }
    const auto end = buffer.find("\r\n");
    line = buffer.substr(0, end);
    buffer.erase(0, end + 2);
    return true;
  };
  std::string line;
  if (manner_ == ImapManner::Silent) {
    while (hear(line)) {
    }
    return;
  }
  if (manner_ == ImapManner::Garbage) {
    (void)say(std::string(2000, '\x7f') + "HTTP/1.1 400 What?\r\n\r\n<html>");
    return;
  }
  if (!say(manner_ == ImapManner::Preauth ? "* PREAUTH as root" : "* OK fake.example ready")) return;
  while (hear(line)) {
    if (!take_command(line, say, hear)) return;
  }
}

std::string FakeImapServer::verdict(const std::string& tag, const std::string& name, const std::string& password) {
  {
    const std::lock_guard lock(mutex_);
    seen_.push_back(name + " " + password);
  }
  if (manner_ == ImapManner::Temporary) return tag + " NO [UNAVAILABLE] Temporary authentication failure";
  return password == password_ ? tag + " OK Logged in" : tag + " NO [AUTHENTICATIONFAILED] Authentication failed.";
}

bool FakeImapServer::take_command(const std::string& line, const std::function<bool(const std::string&)>& say,
                                  const std::function<bool(std::string&)>& hear) {
  const auto blank = line.find(' ');
  const std::string tag = line.substr(0, blank);
  const std::string rest = blank == std::string::npos ? std::string() : line.substr(blank + 1);
  if (rest.starts_with("CAPABILITY")) {
    const bool takes_passwords = manner_ != ImapManner::NoPasswords;
    return say(std::string("* CAPABILITY IMAP4rev1 ") + (takes_passwords ? "AUTH=PLAIN" : "LOGINDISABLED AUTH=GSSAPI")) && say(tag + " OK");
  }
  if (rest.starts_with("AUTHENTICATE PLAIN")) {
    std::string encoded;
    if (manner_ == ImapManner::SilentAtLogin) {
      while (hear(encoded)) {
      }
      return false;
    }
    if (!say("+ ") || !hear(encoded)) return false;
    const std::string decoded = domain::base64_decode(encoded).value_or("");
    const auto first = decoded.find('\0');
    const auto second = decoded.find('\0', first + 1);
    if (second == std::string::npos) return say(tag + " BAD");
    return say(verdict(tag, decoded.substr(first + 1, second - first - 1), decoded.substr(second + 1)));
  }
  if (rest.starts_with("LOGOUT")) {
    if (manner_ != ImapManner::SilentAtLogout) return say("* BYE") && say(tag + " OK");
    std::string ignored;
    while (hear(ignored)) {
    }
    return false;
  }
  if (rest.starts_with("NOOP")) return say(tag + " OK");
  return say(tag + " BAD What?");
}

}  // namespace pratique::test
