// From what the node says in codes to the key of its words. Codes this build does not know answer nullopt: callers then show
// the filter's own description. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "client/api/message.hpp"
#include "client/base/error.hpp"
#include "ui/strings/keys.hpp"

namespace pratique::strings {

[[nodiscard]] std::optional<Key> verdict_key(std::string_view code);     // api::kVerdictCodes
[[nodiscard]] std::optional<Key> meaning_key(std::string_view code);     // api::kMeaningCodes
[[nodiscard]] std::optional<Key> would_pass_key(std::string_view code);  // api::kWouldPassCodes
struct WarningKeys {
  Key title;
  Key text;  // takes the warning's own params
};
[[nodiscard]] std::optional<WarningKeys> warning_keys(std::string_view code);  // api::kWarningCodes
[[nodiscard]] std::optional<Key> risk_key(std::string_view code);              // api::kAttachmentRisks
[[nodiscard]] Key class_key(api::MessageClass message_class);                  // "Newsletter"
[[nodiscard]] Key held_as_key(api::MessageClass message_class);                // "Held as a newsletter"
[[nodiscard]] std::optional<Key> report_outcome_key(std::string_view code);    // api::kReportOutcomes: in a word
[[nodiscard]] std::optional<Key> report_said_key(std::string_view code);       // the same: in a sentence
[[nodiscard]] std::optional<Key> report_problem_key(std::string_view code);    // api::kReportProblems
[[nodiscard]] std::optional<Key> error_key(base::ErrorCode code);  // one line why; nullopt: the error's own message says it better

}  // namespace pratique::strings
