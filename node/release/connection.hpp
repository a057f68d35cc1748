// One TCP (for SMTP, TLS where the server offers it) connection to a destination server, made by libcurl and then spoken
// over line by line. Blocks, every call bounded by one deadline; used by one thread at a time.
// Errors: Offline (cannot connect, connection lost), Timeout, BadReply (a line longer than any server sends).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"

namespace pratique::release {

enum class Protocol : std::uint8_t { Smtp, Lmtp };

struct Destination {
  Protocol protocol = Protocol::Smtp;
  std::string host;
  int port = 25;
  std::string helo_name = "localhost";
  std::chrono::seconds timeout{60};  // for the whole conversation
};

struct Reply {  // RFC 5321 §4.2
  int code = 0;
  std::vector<std::string> lines;          // without code; bytes as sent, controls removed
  [[nodiscard]] std::string text() const;  // "250 2.0.0 Ok": code and lines on one line
  [[nodiscard]] int kind() const { return code / 100; }
};

class Connection {
 public:
  // Connects, greets (EHLO or LHLO) and, for SMTP, starts TLS where offered; the certificate is not judged, since
  // without it the mail would go in the clear (opportunistic, RFC 7435).
  [[nodiscard]] static base::Result<Connection> open(const Destination& destination);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  [[nodiscard]] bool offers(std::string_view extension) const;  // "8BITMIME"
  [[nodiscard]] const std::string& ip() const;
  [[nodiscard]] base::Result<void> send(std::string_view bytes);
  [[nodiscard]] base::Result<Reply> read_reply();
  [[nodiscard]] base::Result<Reply> command(std::string_view line);  // sends it with CR LF, reads the reply

 private:
  struct Session;
  explicit Connection(std::unique_ptr<Session> session);
  [[nodiscard]] base::Result<void> greet_lmtp(const Destination& destination);
  std::unique_ptr<Session> session_;
};

}  // namespace pratique::release
