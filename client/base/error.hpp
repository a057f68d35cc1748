// What went wrong, in one value: `code` decides behaviour, `message` may be shown to a person, `detail` is for logs only.
// Owned by whoever holds it; plain data; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace pratique::base {

// The first group travels on the wire (client/api/error_code.hpp gives spelling and HTTP status); the second never does.
enum class ErrorCode : std::uint8_t {
  BadInput,         // 400, `field` names what was wrong
  Unauthenticated,  // 401, no token or a dead one
  NotFound,         // 404, not there or outside the caller's scope
  Conflict,         // 409
  TooLarge,         // 413
  Refused,          // 422, understood but not allowed or not possible
  Throttled,        // 429, `retry_after_secs` is set
  Internal,         // 500
  Unavailable,      // 503, `retry_after_secs` may be set
  Offline,          // the request never reached a server
  Timeout,          // no answer in time
  BadReply,         // the answer was not what the contract says; `detail` has the JSON pointer
};

struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;
  std::string detail;
  std::string field;       // name of the offending input field, or empty
  std::string request_id;  // the node's id of the failed request, or empty
  std::optional<std::int64_t> retry_after_secs;

  bool operator==(const Error&) const = default;
};

}  // namespace pratique::base
