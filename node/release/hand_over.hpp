// Hands one message to one recipient's destination server by SMTP (RFC 5321) or LMTP (RFC 2033), exactly as stored.
// Blocks until the server has answered or the deadline passed. Never sends a bounce: what comes back is the outcome.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "node/release/connection.hpp"

namespace pratique::release {

struct Envelope {
  std::string sender;  // empty: the null reverse-path <>, kept as such
  std::string recipient;
};

enum class Verdict : std::uint8_t {
  Delivered,  // 2xx after the data
  TryLater,   // 4xx, no connection, no answer
  Refused,    // 5xx, or the server cannot take such an address
};

enum class Certainty : std::uint8_t {
  Known,       // the server said so
  MaybeTaken,  // the connection ended after the last byte and before the answer: it may have the message
};

struct HandOver {
  Verdict verdict = Verdict::TryLater;
  Certainty certainty = Certainty::Known;
  std::string reply;  // the server's last, or what went wrong in our words
  std::string ip;     // of the server, empty when never connected
};

[[nodiscard]] HandOver hand_over(const Destination& destination, const Envelope& envelope, std::string_view message);

// RFC 5321 §4.5.2 with the end mark. A dot after a bare LF or CR is doubled, too: a lenient server could take
// LF "." LF as the end and the rest as commands.
[[nodiscard]] std::string dot_stuffed(std::string_view message);

}  // namespace pratique::release
