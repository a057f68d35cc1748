// The delivery log: what the mail server and the filter say about deliveries, joined into the one table of messages.
// Either may speak first, and of a held message the bytes may come before both; whatever the order, one row comes of it
// (docs/decisions/0026-one-row-a-delivery-whoever-tells-first.md). Any thread; every call is one transaction. Errors: Unavailable,
// Internal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/api/message.hpp"
#include "client/base/result.hpp"

namespace pratique::storage {

// What a line says about a queue id; later lines about its recipients need it. Empty = not said.
struct QueueNote {
  std::string queue_id;
  base::WallTime at{};
  std::string client_ip;
  std::string client_host;
  bool is_inside = false;             // the client is in a trusted network
  std::optional<std::string> sender;  // empty text = null reverse-path
  std::string message_id;
  std::int64_t size_bytes = 0;
};

// The queue gave up: all deliveries of this id that were still put off have bounced.
struct QueueExpired {
  std::string queue_id;
  base::WallTime at{};
};

// The queue is done with this id.
struct QueueGone {
  std::string queue_id;
};

// What is known of one delivery. `summary`: recipient, status and status_at are always there; other fields may be empty = not said.
struct LogFact {
  api::MessageSummary summary;
  std::optional<api::Why> why;         // the filter's
  std::vector<api::TrailEvent> trail;  // in order
  std::string ident;                   // identity of a fact without queue id; one that is known already changes nothing
};

using LogEntry = std::variant<QueueNote, LogFact, QueueExpired, QueueGone>;

struct LogPlace {  // in the mail log
  std::int64_t inode = 0;
  std::int64_t offset = 0;  // bytes read, always after a line's end
  std::string head;         // SHA-256 of the first bytes, hex
  bool operator==(const LogPlace&) const = default;
};

struct FilterEventKey {
  std::string key;  // the same event always has the same
  base::WallTime at{};
  std::string queue_id;
  std::string body_sha256;  // of the message (domain/body_hash.hpp); empty: not said
};

class LogRepository {
 public:
  virtual ~LogRepository() = default;
  // Lines in their order, and how far they go: both or neither.
  [[nodiscard]] virtual base::Result<void> take_lines(std::span<const LogEntry> entries, const LogPlace& place) = 0;
  // One fact a recipient. False: an event with this key was taken before.
  [[nodiscard]] virtual base::Result<bool> take_event(const FilterEventKey& event, std::span<const LogFact> facts) = 0;
  [[nodiscard]] virtual base::Result<std::optional<LogPlace>> place() const = 0;
};

}  // namespace pratique::storage
