#include "node/reports/report_reader.hpp"

#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/body_hash.hpp"
#include "node/domain/digest.hpp"
#include "node/domain/list_decision.hpp"
#include "node/domain/near_copy.hpp"
#include "node/domain/sender_list.hpp"
#include "node/mime/message.hpp"
#include "node/mime/readable_text.hpp"
#include "node/mime/received_hops.hpp"
#include "node/release/release_bytes.hpp"

namespace pratique::reports {
namespace {

constexpr std::size_t kSubjectCodePoints = 1000;
constexpr std::size_t kDomainsLooked = 20;

std::vector<std::string> domains_of(const domain::Scope& scope, const std::string& recipient) {
  if (!recipient.empty()) return {std::string(domain::domain_part(domain::address_key(recipient)))};
  std::vector<std::string> domains = scope.domains;
  for (const std::string& address : scope.addresses) domains.emplace_back(domain::domain_part(domain::address_key(address)));
  std::ranges::sort(domains);
  domains.erase(std::ranges::unique(domains).begin(), domains.end());
  if (domains.size() > kDomainsLooked) domains.resize(kDomainsLooked);
  return domains;
}

bool was_let_in_by_list(const api::MessageDetail& detail) {
  if (std::ranges::find(detail.trail, "allow_listed", &api::TrailEvent::kind) != detail.trail.end()) return true;
  const api::MessageSummary& m = detail.summary;
  const bool got_through = m.status == api::Status::Delivered || m.status == api::Status::Accepted;
  return got_through && m.score && m.threshold && *m.score >= *m.threshold;
}

}  // namespace

base::Result<Reading> ReportReader::read(const domain::Scope& scope, const SentMessage& message) const {
  Reading out;
  out.read.name = message.name;
  out.read.problem = message.problem;
  if (!message.problem.empty()) return out;
  const mime::Message parsed = mime::Message::parse(message.bytes);
  const std::string text = parsed.text().text;
  out.read.header_from = parsed.from();
  out.read.subject = base::first_code_points(parsed.subject(), kSubjectCodePoints);
  out.read.snippet = mime::snippet_of(text);
  out.read.date = parsed.date();
  out.read.message_id = parsed.message_id();
  out.read.size_bytes = static_cast<std::int64_t>(message.bytes.size());
  out.read.sha256 = domain::sha256_hex(message.bytes);
  TRY_VOID(trace(scope, message, out));
  const std::string& from = out.read.header_from.address;
  const auto at = from.rfind('@');
  const std::string organisation =
      at == std::string::npos ? std::string() : domain::organisational_domain(base::to_lower_ascii(from.substr(at + 1)));
  const auto own = out.read.message ? std::optional(out.read.message->id) : std::nullopt;
  TRY(out.read.alike, storage_.reports().alike(scope, domain::signature_of(out.read.subject + "\n" + text), organisation,
                                               domains_of(scope, out.recipient), own, clock_.wall_now()));
  return out;
}

// Whoever forges a Received field below the true ones puts it where the true ones decide first; where there are none, no body fits it.
base::Result<void> ReportReader::trace(const domain::Scope& scope, const SentMessage& message, Reading& reading) const {
  for (const mime::Hop& hop : mime::hops_of(message.bytes, host_name_)) {
    TRY(const auto deliveries, storage_.reports().trace(scope, hop.queue_id));
    for (const storage::TracedDelivery& delivery : deliveries) {
      reading.read.trace = api::ReportTrace::Unproven;
      TRY(const bool is_proven, proves(message, delivery, hop.end, reading));
      if (!is_proven) continue;
      reading.read.trace = api::ReportTrace::Ours;
      reading.recipient = delivery.recipient;
      return explain(scope, delivery.message, reading);
    }
  }
  return {};
}

base::Result<bool> ReportReader::proves(const SentMessage& message, const storage::TracedDelivery& delivery, std::size_t hop_end,
                                        Reading& reading) const {
  if (!delivery.blob_sha256.empty()) {
    auto stored = storage_.blobs().get(delivery.blob_sha256);
    if (!stored)
      return stored.error().code == base::ErrorCode::Unavailable ? std::unexpected(std::move(stored).error()) : base::Result<bool>(false);
    // What Outlook made of it is compared by name only, and the filter learns from what is stored.
    const std::string& id = reading.read.message_id;
    const bool fits = message.is_rebuilt ? !id.empty() && mime::Message::parse(*stored).message_id() == id
                                         : domain::body_hash(*stored) == domain::body_hash(message.bytes);
    if (!fits) return false;
    reading.lesson = *std::move(stored);
    reading.blob_sha256 = delivery.blob_sha256;
    return true;
  }
  if (message.is_rebuilt || delivery.body_sha256.empty() || delivery.body_sha256 != domain::body_hash(message.bytes)) return false;
  // As the filter saw it: what was put on top since, and its own words, are not the sender's.
  reading.lesson = release::without_filter_headers(std::string_view(message.bytes).substr(hop_end));
  return true;
}

base::Result<void> ReportReader::explain(const domain::Scope& scope, const api::MessageId& id, Reading& reading) const {
  auto detail = storage_.messages().detail(scope, id);
  if (!detail) return detail.error().code == base::ErrorCode::NotFound ? base::Result<void>() : std::unexpected(std::move(detail).error());
  TRY(reading.read.entry, entry_that_let_in(scope, *detail));
  reading.read.message = std::move(detail->summary);
  reading.read.why = std::move(detail->why);
  return {};
}

base::Result<std::optional<api::ListEntry>> ReportReader::entry_that_let_in(const domain::Scope& scope,
                                                                            const api::MessageDetail& detail) const {
  if (!was_let_in_by_list(detail)) return std::nullopt;
  const std::array<std::string_view, 2> senders{detail.summary.header_from.address, detail.summary.envelope_from};
  TRY(auto candidates, storage_.lists().candidates(detail.summary.recipient, senders));
  std::erase_if(candidates, [](const domain::ListCandidate& one) { return one.entry.kind != api::ListKind::Allow; });
  // Mailbox before domain, then the longer pattern, as when it was decided.
  std::ranges::stable_sort(candidates, [&](const domain::ListCandidate& a, const domain::ListCandidate& b) {
    const auto key = [](const domain::ListCandidate& one) {
      return std::pair(one.entry.entry.applies_to.find('@') != std::string::npos, one.entry.entry.pattern.size());
    };
    return key(a) > key(b);
  });
  for (const domain::ListCandidate& one : candidates) {
    auto seen = storage_.lists().find(scope, api::ListKind::Allow, one.entry.id);
    if (seen) return std::optional(*std::move(seen));
    if (seen.error().code != base::ErrorCode::NotFound) return std::unexpected(std::move(seen).error());
  }
  return std::nullopt;
}

base::Result<std::string> ReportReader::sole_recipient(const SentMessage& message) const {
  for (const mime::Hop& hop : mime::hops_of(message.bytes, host_name_)) {
    TRY(auto recipient, storage_.reports().sole_recipient(hop.queue_id));
    if (recipient) return *std::move(recipient);
  }
  return std::string();
}

}  // namespace pratique::reports
