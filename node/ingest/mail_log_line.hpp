// One line of Postfix's log, as its postlogd or a syslog daemon writes it: "Nov 22 13:02:51 host postfix/smtp[7]: 4fX…: to=<…>, …" or with
// an RFC 3339 time. Total for any bytes: what is not understood is Other. Addresses in quotes may hold anything that a sender likes, so
// brackets are read with their quotes (postconf info_log_addr_form = external, the default). Any thread; local times by the process's zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"

namespace pratique::ingest {

inline constexpr std::size_t kMailLogLineBytes = 16u << 10;  // longer lines are none of Postfix's

struct MailLogLine {
  enum class Kind : std::uint8_t {
    Other,
    Client,     // smtpd: a client opened this queue id
    MessageId,  // cleanup
    Queued,     // qmgr: sender and size
    Delivery,   // a delivery agent about one recipient; status sent, deferred or bounced
    Expired,    // qmgr gave up
    Reject,     // smtpd or the milter refused; `queue_id` is empty before a first recipient was taken
    Removed,    // the queue is done with it
  };
  Kind kind = Kind::Other;
  base::WallTime at{};
  std::string instance;  // "qnode" of postfix/qnode/lmtp, else empty
  std::string program;   // smtpd, cleanup, …
  std::string queue_id;
  std::string client_host;  // empty when unknown
  std::string client_ip;
  std::string helo;
  bool is_milter = false;  // of a Reject: the filter's word
  std::string sender;      // empty = null reverse-path
  std::string recipient;   // as the client gave it (orig_to where there is one)
  std::string message_id;
  std::int64_t size_bytes = 0;
  std::string status;
  std::string dsn;
  std::string relay_host;
  std::string relay_ip;
  std::int64_t relay_port = 0;
  std::string reply;  // one line
};

// `now` gives the year that traditional times lack. A line without a time, a host and a program of Postfix is Other.
[[nodiscard]] MailLogLine parse_mail_log_line(std::string_view line, base::WallTime now);

}  // namespace pratique::ingest
