#include "ui/strings/log_codes.hpp"

#include <algorithm>
#include <array>

#include "client/api/log_codes.hpp"
#include "client/api/why_codes.hpp"
#include "ui/strings/key_table.hpp"

namespace pratique::strings {
namespace {

constexpr std::size_t kStatuses = static_cast<std::size_t>(api::Status::Expired) + 1;
static_assert(run_length(Key::StatusAccepted, Key::StatusExpired) == kStatuses);
static_assert(run_length(Key::HappenedAccepted, Key::HappenedExpired) == kStatuses);
static_assert(run_length(Key::StatusAdviceAccepted, Key::StatusAdviceExpired) == kStatuses);
static_assert(run_length(Key::ReasonGreylisted, Key::ReasonRemotePolicy) == api::kLogReasons.size());
static_assert(run_length(Key::ReasonOfScoreOverLimit, Key::ReasonOfNoVerdict) == api::kVerdictCodes.size());
static_assert(run_length(Key::AdviceGreylisted, Key::AdviceRemotePolicy) == api::kLogReasons.size());
static_assert(run_length(Key::AdviceOfScoreOverLimit, Key::AdviceOfNoVerdict) == api::kVerdictCodes.size());
static_assert(run_length(Key::TrailConnected, Key::TrailTaughtNotSpam) == api::kTrailKinds.size());
static_assert(run_length(Key::SourceNode, Key::SourcePerson) == api::kTrailSources.size());
static_assert(run_length(Key::TaughtLearned, Key::TaughtNoFilter) == api::kTrainingOutcomes.size());
static_assert(run_length(Key::CheckLmtp, Key::CheckTraining) == std::size(api::kHealthChecks));
static_assert(run_length(Key::CheckFineLmtp, Key::CheckFineTraining) == std::size(api::kHealthChecks));
static_assert(run_length(Key::HealthFine, Key::HealthOff) == static_cast<std::size_t>(api::HealthState::Off) + 1);

// Subject and detail of RFC 3463 §3 and its later codes, in the order of Key::Reply….
constexpr std::array<std::string_view, 32> kReplySubjects{"1.1", "1.2", "1.3", "1.6", "1.7", "1.8", "1.10", "2.1",  "2.2",  "2.3", "3.1",
                                                          "3.2", "3.4", "4.1", "4.2", "4.3", "4.4", "4.5",  "4.6",  "4.7",  "5.0", "5.1",
                                                          "5.2", "5.3", "6.0", "7.0", "7.1", "7.8", "7.20", "7.23", "7.25", "7.26"};
static_assert(run_length(Key::Reply1_1, Key::Reply7_26) == kReplySubjects.size());

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

// "5.7.1" at this place, or nothing: class 2, 4 or 5, subject and detail of one to three digits (RFC 3463 §2).
std::string_view enhanced_at(std::string_view text, std::size_t from) {
  if (from + 1 >= text.size() || (text[from] != '2' && text[from] != '4' && text[from] != '5') || text[from + 1] != '.') return {};
  const std::size_t subject = digits_at(text, from + 2);
  const std::size_t dot = from + 2 + subject;
  if (subject == 0 || subject > 3 || dot >= text.size() || text[dot] != '.') return {};
  const std::size_t detail = digits_at(text, dot + 1);
  if (detail == 0 || detail > 3) return {};
  if (dot + 1 + detail < text.size() && text[dot + 1 + detail] == '.') return {};  // an address, not a code
  return text.substr(from, dot + 1 + detail - from);
}

std::string_view enhanced_code(std::string_view reply) {
  for (std::size_t at = 0; at < std::min<std::size_t>(reply.size(), 200); ++at) {
    const bool begins = at == 0 || reply[at - 1] == ' ' || reply[at - 1] == '-' || reply[at - 1] == '#';
    if (!begins) continue;
    if (const std::string_view code = enhanced_at(reply, at); !code.empty()) return code;
  }
  return {};
}

std::optional<Key> meaning_of_class(char digit) {
  switch (digit) {
    case '2':
      return Key::ReplyOk;
    case '4':
      return Key::ReplyPassing;
    case '5':
      return Key::ReplyFinal;
    default:
      return std::nullopt;
  }
}

}  // namespace

Key status_key(api::Status status) {
  return key_after(Key::StatusAccepted, static_cast<std::size_t>(status));
}
Key happened_key(api::Status status) {
  return key_after(Key::HappenedAccepted, static_cast<std::size_t>(status));
}
Key status_advice_key(api::Status status) {
  return key_after(Key::StatusAdviceAccepted, static_cast<std::size_t>(status));
}
std::optional<Key> reason_key(std::string_view code) {
  const auto key = find_key(api::kLogReasons, code, Key::ReasonGreylisted);
  return key ? key : find_key(api::kVerdictCodes, code, Key::ReasonOfScoreOverLimit);
}
std::optional<Key> advice_key(std::string_view code) {
  const auto key = find_key(api::kLogReasons, code, Key::AdviceGreylisted);
  return key ? key : find_key(api::kVerdictCodes, code, Key::AdviceOfScoreOverLimit);
}
std::optional<Key> trail_key(std::string_view kind) {
  return find_key(api::kTrailKinds, kind, Key::TrailConnected);
}
std::optional<Key> trail_source_key(std::string_view source) {
  return find_key(api::kTrailSources, source, Key::SourceNode);
}
std::optional<Key> outcome_key(std::string_view outcome) {
  return find_key(api::kTrainingOutcomes, outcome, Key::TaughtLearned);
}
Key health_state_key(api::HealthState state) {
  return key_after(Key::HealthFine, static_cast<std::size_t>(state));
}
std::optional<Key> check_key(std::string_view name) {
  return find_key(api::kHealthChecks, name, Key::CheckLmtp);
}
std::optional<Key> check_fine_key(std::string_view name) {
  return find_key(api::kHealthChecks, name, Key::CheckFineLmtp);
}

std::optional<ReplyMeaning> explain_reply(std::string_view reply) {
  if (const std::string_view code = enhanced_code(reply); !code.empty()) {
    const auto known = code[0] == '2' ? std::nullopt : find_key(kReplySubjects, code.substr(2), Key::Reply1_1);
    const auto meaning = known ? known : meaning_of_class(code[0]);
    if (meaning) return ReplyMeaning{std::string(code), *meaning};
  }
  const std::size_t digits = digits_at(reply, 0);
  if (digits != 3 || (reply.size() > 3 && reply[3] != ' ' && reply[3] != '-')) return std::nullopt;
  const auto meaning = meaning_of_class(reply[0]);
  return meaning ? std::optional(ReplyMeaning{std::string(reply.substr(0, 3)), *meaning}) : std::nullopt;
}

}  // namespace pratique::strings
