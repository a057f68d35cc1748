// GET /v1/events: server-sent events (WHATWG HTML §9.2) in the caller's scope, resumable by Last-Event-ID.
// `event:` is the kind below, `data:` one JSON object, `id:` increases. A comment line is sent every 25 s.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/job.hpp"
#include "client/api/message.hpp"

namespace pratique::api {

enum class EventKind : std::uint8_t { MessageArrived, MessageChanged, JobChanged, Resync };  // wire: message_arrived, …
// Resync: the id asked for is too old to resume from; reload what you show.

struct Event {
  std::int64_t id = 0;
  EventKind kind = EventKind::Resync;
  std::optional<MessageSummary> message;  // MessageArrived, MessageChanged
  std::optional<Job> job;                 // JobChanged
  bool operator==(const Event&) const = default;
};

[[nodiscard]] std::string_view to_wire(EventKind kind);
// A whole SSE frame, ending in an empty line.
[[nodiscard]] std::string encode_sse(const Event& event);

// Feeds on bytes as they come, in any slicing; gives whole events. Malformed events are skipped and counted.
class EventDecoder {
 public:
  [[nodiscard]] std::vector<Event> feed(std::string_view bytes);
  [[nodiscard]] std::int64_t skipped() const { return skipped_; }

 private:
  void take_line(std::string_view line, std::vector<Event>& out);
  void dispatch(std::vector<Event>& out);
  std::string buffer_;
  std::string data_;
  std::string kind_;
  std::string id_;
  bool after_cr_ = false;   // CR LF is one line end, also when it comes in two pieces
  bool first_line_ = true;  // may begin with a byte order mark
  bool too_long_ = false;   // the event being read goes beyond what we buffer
  std::int64_t skipped_ = 0;
};

}  // namespace pratique::api
