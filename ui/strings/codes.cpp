#include "ui/strings/codes.hpp"

#include "client/api/report.hpp"
#include "client/api/why_codes.hpp"
#include "ui/strings/key_table.hpp"

namespace pratique::strings {
namespace {

static_assert(run_length(Key::VerdictScoreOverLimit, Key::VerdictNone) == api::kVerdictCodes.size());
static_assert(run_length(Key::MeaningSpfFail, Key::MeaningOddEncoding) == api::kMeaningCodes.size());
static_assert(run_length(Key::WouldPassSignature, Key::WouldPassNever) == api::kWouldPassCodes.size());
static_assert(run_length(Key::WarnedSenderDiffers, Key::WarnedHiddenExtension) == api::kWarningCodes.size());
static_assert(run_length(Key::WarningSenderDiffers, Key::WarningHiddenExtension) == api::kWarningCodes.size());
static_assert(run_length(Key::RiskRunsCode, Key::RiskDiskImage) == api::kAttachmentRisks.size());
static_assert(run_length(Key::OutcomeLearned, Key::OutcomeDuplicate) == api::kReportOutcomes.size());
static_assert(run_length(Key::SaidLearned, Key::SaidDuplicate) == api::kReportOutcomes.size());
static_assert(run_length(Key::ProblemUnknownType, Key::ProblemTooMany) == api::kReportProblems.size());
static_assert(run_length(Key::ClassSpam, Key::ClassUnknown) == static_cast<std::size_t>(api::MessageClass::Unknown) + 1);
static_assert(run_length(Key::HeldAsSpam, Key::HeldAsUnknown) == static_cast<std::size_t>(api::MessageClass::Unknown) + 1);

}  // namespace

std::optional<Key> verdict_key(std::string_view code) {
  return find_key(api::kVerdictCodes, code, Key::VerdictScoreOverLimit);
}
std::optional<Key> meaning_key(std::string_view code) {
  return find_key(api::kMeaningCodes, code, Key::MeaningSpfFail);
}
std::optional<Key> would_pass_key(std::string_view code) {
  return find_key(api::kWouldPassCodes, code, Key::WouldPassSignature);
}
std::optional<WarningKeys> warning_keys(std::string_view code) {
  const auto title = find_key(api::kWarningCodes, code, Key::WarnedSenderDiffers);
  const auto text = find_key(api::kWarningCodes, code, Key::WarningSenderDiffers);
  return title && text ? std::optional(WarningKeys{*title, *text}) : std::nullopt;
}
std::optional<Key> risk_key(std::string_view code) {
  return find_key(api::kAttachmentRisks, code, Key::RiskRunsCode);
}
std::optional<Key> report_outcome_key(std::string_view code) {
  return find_key(api::kReportOutcomes, code, Key::OutcomeLearned);
}
std::optional<Key> report_said_key(std::string_view code) {
  return find_key(api::kReportOutcomes, code, Key::SaidLearned);
}
std::optional<Key> report_problem_key(std::string_view code) {
  return find_key(api::kReportProblems, code, Key::ProblemUnknownType);
}
Key class_key(api::MessageClass message_class) {
  return key_after(Key::ClassSpam, static_cast<std::size_t>(message_class));
}
Key held_as_key(api::MessageClass message_class) {
  return key_after(Key::HeldAsSpam, static_cast<std::size_t>(message_class));
}

std::optional<Key> error_key(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::Offline:
      return Key::ErrorOffline;
    case base::ErrorCode::Timeout:
      return Key::ErrorTimeout;
    case base::ErrorCode::Throttled:
      return Key::ErrorThrottled;
    case base::ErrorCode::Internal:
      return Key::ErrorInternal;
    case base::ErrorCode::Unavailable:
      return Key::ErrorUnavailable;
    case base::ErrorCode::BadReply:
      return Key::ErrorBadReply;
    case base::ErrorCode::BadInput:
    case base::ErrorCode::Unauthenticated:
    case base::ErrorCode::NotFound:
    case base::ErrorCode::Conflict:
    case base::ErrorCode::TooLarge:
    case base::ErrorCode::Refused:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace pratique::strings
