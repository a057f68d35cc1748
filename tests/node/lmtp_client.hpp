// A blocking LMTP client for tests: sends exactly the bytes it is given and reads whole replies.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace pratique::test {

class LmtpClient {
 public:
  explicit LmtpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) broken_ = true;
  }
  ~LmtpClient() { ::close(socket_); }
  LmtpClient(const LmtpClient&) = delete;
  LmtpClient& operator=(const LmtpClient&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        broken_ = true;
        return;
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // One reply, its lines joined by '|'; empty when the connection ended.
  std::string reply() {
    std::string all;
    for (;;) {
      const std::string line = read_line();
      if (line.empty()) return all;
      all += (all.empty() ? "" : "|") + line;
      if (line.size() < 4 || line[3] != '-') return all;
    }
  }
  std::string say(std::string_view command) {
    send(std::string(command) + "\r\n");
    return reply();
  }
  // Greeting, LHLO.
  void open() {
    (void)reply();
    (void)say("LHLO test.example");
  }
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  std::string read_line() {
    for (;;) {
      const auto newline = buffer_.find("\r\n");
      if (newline != std::string::npos) {
        const std::string line = buffer_.substr(0, newline);
        buffer_.erase(0, newline + 2);
        return line;
      }
      char bytes[4096];
      const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) {
        broken_ = true;
        return {};
      }
      buffer_.append(bytes, static_cast<std::size_t>(count));
    }
  }
  int socket_;
  bool broken_ = false;
  std::string buffer_;
};

// As RFC 5321 §4.5.2 sends it, with the closing dot.
inline std::string dot_stuffed(std::string_view message) {
  std::string out;
  bool line_start = true;
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (line_start && message[i] == '.') out += '.';
    out += message[i];
    line_start = message[i] == '\n' && i > 0 && message[i - 1] == '\r';
  }
  if (!line_start || message.empty()) out += "\r\n";
  return out + ".\r\n";
}

}  // namespace pratique::test
