// Signing in, and who is signed in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/api/message.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

enum class Role : std::uint8_t { SuperAdmin, Admin, Domain, Email };  // wire: super-admin, admin, domain, email

struct Settings {         // PATCH /v1/me/settings; empty = the default
  std::string language;   // BCP 47
  std::string time_zone;  // IANA name
  std::string theme;      // light, dark, contrast, system
  std::string density;    // line, compact, comfortable, touch
  std::vector<std::string> columns;
  std::vector<std::string> log_columns;     // of the delivery log, in order; empty = the default ones
  std::map<std::string, std::string> keys;  // command → key ("release" → "Shift+E"; empty = none); only what was changed
  std::string single_keys;                  // on, off: commands by a single letter (WCAG 2.1.4)
  std::string after_action;                 // next, previous, list: where the reader goes when the open message leaves
  std::string group_waves;                  // on, off
  std::int64_t undo_window_secs = 0;        // 10, 30 or 60; 0 = the node's default
  bool operator==(const Settings&) const = default;
};

struct Me {
  UserId id;
  std::string login;  // e-mail address, or a name for domain users and admins
  Role role = Role::Email;
  std::vector<std::string> addresses;  // what an e-mail user may see; first = primary
  std::vector<std::string> domains;    // what a domain user or admin may see
  Settings settings;
  std::int64_t undo_window_secs = 10;
  std::int64_t retention_days = 30;
  std::map<MessageClass, ReleaseRight> release_rights;  // the caller's by class; a class left out is Self. The node checks each message.
  bool lists_for_domain = false;                        // may add allow and block entries for whole domains, and decide requests
  bool operator==(const Me&) const = default;
};

struct SignIn {
  std::string login;
  std::string password;
  bool stay = false;  // keep the session for 30 days instead of 12 hours
};

struct Session {
  std::string token;  // opaque bearer token, 256 bits, base64url
  base::WallTime expires_at{};
  Me me;
  bool operator==(const Session&) const = default;
};

// What the page keeps in the browser's storage under kSessionKey: the HTML sign-in page writes it, the portal reads it.
struct KeptSession {
  std::string token;
  base::WallTime expires_at{};
  bool operator==(const KeptSession&) const = default;
};
inline constexpr std::string_view kSessionKey = "pratique.session";

[[nodiscard]] std::string_view to_wire(Role role);
[[nodiscard]] std::string encode(const SignIn& sign_in);
[[nodiscard]] std::string encode(const Session& session);
[[nodiscard]] std::string encode(const KeptSession& session);
[[nodiscard]] std::string encode(const Me& me);
[[nodiscard]] std::string encode(const Settings& settings);
[[nodiscard]] base::Result<SignIn> decode_sign_in(std::string_view json);
[[nodiscard]] base::Result<Session> decode_session(std::string_view json);
[[nodiscard]] base::Result<KeptSession> decode_kept_session(std::string_view json);
[[nodiscard]] base::Result<Me> decode_me(std::string_view json);
[[nodiscard]] base::Result<Settings> decode_settings(std::string_view json);

}  // namespace pratique::api
