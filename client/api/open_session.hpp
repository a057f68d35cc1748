// The sessions that a person has open, and ending them.
//   GET    /v1/sessions?offset=&limit=   one's own, the last used first → OpenSessionPage
//   DELETE /v1/sessions/{id}             204; 404: not there, or somebody else's
//   DELETE /v1/sessions                  all but the one that asks → EndedSessions
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

enum class SessionOrigin : std::uint8_t { Password, Ticket, Link, Oidc };  // wire: password, ticket, link, oidc

struct OpenSession {
  std::string id;  // neither its token nor the token's hash
  base::WallTime began_at{};
  SessionOrigin origin = SessionOrigin::Password;
  std::string client_ip;          // from where it began
  std::string browser;            // "Firefox"; empty: unknown
  std::string system;             // "Linux"; empty: unknown
  base::WallTime last_used_at{};  // to the hour
  base::WallTime expires_at{};
  bool is_this = false;  // the one that asks
  bool operator==(const OpenSession&) const = default;
};

struct OpenSessionPage {
  std::vector<OpenSession> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const OpenSessionPage&) const = default;
};

struct EndedSessions {
  std::int64_t ended = 0;
  bool operator==(const EndedSessions&) const = default;
};

[[nodiscard]] std::string_view to_wire(SessionOrigin origin);
[[nodiscard]] std::optional<SessionOrigin> parse_session_origin(std::string_view word);
[[nodiscard]] std::string encode(const OpenSessionPage& page);
[[nodiscard]] std::string encode(const EndedSessions& ended);
[[nodiscard]] base::Result<OpenSessionPage> decode_open_session_page(std::string_view json);
[[nodiscard]] base::Result<EndedSessions> decode_ended_sessions(std::string_view json);

}  // namespace pratique::api
