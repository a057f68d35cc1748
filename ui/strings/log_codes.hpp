// From the codes of the delivery log (client/api/log_codes.hpp) to the keys of their words. Codes this build does not know answer
// nullopt: callers then show what the node or the server said. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/api/health.hpp"
#include "client/api/message.hpp"
#include "ui/strings/keys.hpp"

namespace pratique::strings {

[[nodiscard]] Key status_key(api::Status status);         // "Rejected"
[[nodiscard]] Key happened_key(api::Status status);       // "It was refused, so it is not kept."
[[nodiscard]] Key status_advice_key(api::Status status);  // where no reason says it better
// Of MessageSummary::reason_code: api::kLogReasons or api::kVerdictCodes.
[[nodiscard]] std::optional<Key> reason_key(std::string_view code);
[[nodiscard]] std::optional<Key> advice_key(std::string_view code);
[[nodiscard]] std::optional<Key> trail_key(std::string_view kind);           // api::kTrailKinds
[[nodiscard]] std::optional<Key> trail_source_key(std::string_view source);  // api::kTrailSources
[[nodiscard]] std::optional<Key> outcome_key(std::string_view outcome);      // api::kTrainingOutcomes
[[nodiscard]] Key health_state_key(api::HealthState state);
[[nodiscard]] std::optional<Key> check_key(std::string_view name);       // api::kHealthChecks
[[nodiscard]] std::optional<Key> check_fine_key(std::string_view name);  // what is good about it

// What an SMTP reply means: by its enhanced status code (RFC 3463), else by the first digit of its code (RFC 5321 §4.2.1).
struct ReplyMeaning {
  std::string code;  // "5.1.1", or "550"
  Key meaning;
};
[[nodiscard]] std::optional<ReplyMeaning> explain_reply(std::string_view reply);

}  // namespace pratique::strings
