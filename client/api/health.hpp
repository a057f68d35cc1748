// GET /v1/health (admins and above): each link of the mail's way, tried just now or watched, with what is wrong in a sentence.
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

enum class HealthState : std::uint8_t { Fine, Warning, Failed, Off };  // wire: fine, warning, failed, off. Off: not configured.

struct HealthCheck {
  std::string name;  // of kHealthChecks; destinations come once a domain
  std::string of;    // the domain or address it speaks of, or empty
  HealthState state = HealthState::Fine;
  std::string message;          // a sentence to show, empty when fine
  std::optional<double> value;  // seconds of lag, free share of the disk (0 to 1), waiting items
  bool operator==(const HealthCheck&) const = default;
};

// lmtp: mail comes in. destination: released mail goes out (once a domain). filter: Rspamd's controller. mail_log: the feed of the
// mail server's log, value = lag in seconds. events: the filter's events, value = seconds since the last. disk: value = free share.
// store: the database answers. jobs: value = items waiting. training: value = items waiting.
inline constexpr std::string_view kHealthChecks[] = {"lmtp", "destination", "filter", "mail_log", "events",
                                                     "disk", "store",       "jobs",   "training"};

struct Health {
  std::vector<HealthCheck> checks;
  base::WallTime at{};
  bool operator==(const Health&) const = default;
};

[[nodiscard]] std::string_view to_wire(HealthState state);
[[nodiscard]] std::optional<HealthState> parse_health_state(std::string_view word);
[[nodiscard]] std::string encode(const Health& health);
[[nodiscard]] base::Result<Health> decode_health(std::string_view json);

}  // namespace pratique::api
