#include "node/ingest/report_intake.hpp"

#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "node/mime/message.hpp"

namespace pratique::ingest {
namespace {

// Pictures in signatures and the like are no reports; a file whose type says nothing may be one.
bool may_be_report(const api::Part& part) {
  static constexpr std::array<std::string_view, 4> kNever{"image/", "audio/", "video/", "text/html"};
  return std::ranges::none_of(kNever, [&part](std::string_view type) { return part.content_type.starts_with(type); });
}

}  // namespace

std::vector<reports::SentFile> attached_reports(std::string bytes) {
  const mime::Message message = mime::Message::parse(std::move(bytes));
  const auto attached = message.attachments();
  std::vector<reports::SentFile> files;
  std::int64_t within = -1;  // depth of the message that was taken whole: its own parts are not reports
  for (const api::Part& part : message.parts().parts) {
    if (within >= 0 && part.depth > within) continue;
    within = -1;
    const bool is_message = part.content_type == "message/rfc822" || part.content_type == "message/global";
    if (!is_message && (std::ranges::find(attached, part.number) == attached.end() || !may_be_report(part))) continue;
    if (is_message) within = part.depth;
    if (auto content = message.part(part.number)) files.push_back({.name = part.file_name, .bytes = std::move(content->bytes)});
  }
  return files;
}

bool ReportIntake::owns(const domain::Address& recipient) const {
  return service_ != nullptr && !rules_.domain.empty() && base::equals_ignoring_ascii_case(recipient.domain, rules_.domain);
}

std::optional<api::ReportKind> ReportIntake::kind_of(const domain::Address& recipient) {
  const std::string name = base::to_lower_ascii(recipient.local_part);
  if (name == "spamreport") return api::ReportKind::Spam;
  if (name == "notspamreport" || name == "notspam") return api::ReportKind::NotSpam;
  return std::nullopt;
}

// A mailbox of ours, writing from inside. Its name can be forged there, too; then the message must still be one that went to it.
base::Result<std::optional<reports::Reporter>> ReportIntake::reporter_of(const Envelope& envelope) const {
  const bool passed_on = !envelope.client.ident.empty() || !envelope.client.address.empty();
  if (passed_on && !rules_.trusted.contains(envelope.client.address)) return std::nullopt;
  const auto sender = domain::parse_address(envelope.sender);
  if (!sender) return std::nullopt;
  const auto served = storage_.accounts().find_domain(sender->domain);
  if (!served && served.error().code != base::ErrorCode::NotFound) return std::unexpected(served.error());
  if (!served) return std::nullopt;
  reports::Reporter reporter{.scope = {}, .name = sender->text(), .via = api::ReportVia::Mail, .key = domain::address_key(sender->text())};
  reporter.scope.actor = reporter.name;
  reporter.scope.addresses = {sender->text()};
  return reporter;
}

base::Result<void> ReportIntake::take(const Envelope& envelope, api::ReportKind kind, std::string bytes) {
  TRY(const auto reporter, reporter_of(envelope));
  if (!reporter) {
    log_.warning(
        "report_not_trusted",
        {{"queue_id", envelope.client.ident}, {"client_ip", envelope.client.address}, {"sender", base::to_one_line(envelope.sender)}});
    return {};
  }
  auto files = attached_reports(std::move(bytes));
  if (files.empty()) {
    log_.warning("report_without_message", {{"queue_id", envelope.client.ident}, {"sender", reporter->name}});
    return {};
  }
  const auto result = service_->report(*reporter, kind, std::move(files));
  if (!result && (result.error().code == base::ErrorCode::Unavailable || result.error().code == base::ErrorCode::Internal))
    return std::unexpected(result.error());
  if (!result) log_.warning("report_not_taken", {{"sender", reporter->name}, {"message", result.error().message}});
  return {};
}

}  // namespace pratique::ingest
