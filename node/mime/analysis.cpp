#include "node/mime/analysis.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/near_copy.hpp"
#include "node/mime/attachments.hpp"
#include "node/mime/explain.hpp"
#include "node/mime/header_text.hpp"
#include "node/mime/html_sanitizer.hpp"
#include "node/mime/links.hpp"
#include "node/mime/readable_text.hpp"
#include "node/mime/verdict.hpp"
#include "node/mime/warnings.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kSubjectCodePoints = 1000;

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : base::to_lower_ascii(address.substr(at + 1));
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// Of the first field of that name; an empty address where there is none.
api::Mailbox mailbox_in(const Message& message, std::string_view name) {
  const auto& fields = message.raw_headers();
  const auto found =
      std::ranges::find_if(fields, [name](const RawHeader& field) { return base::equals_ignoring_ascii_case(field.name, name); });
  return found == fields.end() ? api::Mailbox{} : parse_mailbox(found->value, {});
}

// What the message itself shows, beside the filter's verdict: links, files, and who it pretends to be from.
void add_findings(Analysis& out, const Message& message, const AnalysisRequest& request, std::string_view plain_text,
                  const std::vector<FoundLink>& html_links) {
  const LookAlikes look_alikes(request.known_domains);
  std::vector<FoundLink> text_links;
  find_links(plain_text, text_links);
  Links links = list_links(html_links, text_links, look_alikes);
  Attachments files = list_attachments(message);
  out.why.warnings =
      warnings_of({out.summary.header_from, request.envelope_from, out.summary.envelope_mismatch, mailbox_in(message, "Reply-To")},
                  links.listed, look_alikes);
  std::ranges::move(files.warnings, std::back_inserter(out.why.warnings));
  if (out.why.warnings.size() > kWarningsListed) out.why.warnings.resize(kWarningsListed);
  out.why.links = std::move(links.listed);
  out.why.links_total = links.total;
  out.why.attachments = std::move(files.listed);
}

}  // namespace

Analysis analyse(const Message& message, const AnalysisRequest& request) {
  Analysis out;
  api::MessageSummary& summary = out.summary;
  summary.size_bytes = static_cast<std::int64_t>(message.bytes().size());
  summary.subject = base::first_code_points(message.subject(), kSubjectCodePoints);
  summary.header_from = message.from();
  summary.message_id = message.message_id();
  const std::string from_domain = domain_of(summary.header_from.address);
  const std::string envelope_domain = domain_of(request.envelope_from);
  summary.envelope_mismatch = !from_domain.empty() && !envelope_domain.empty() &&
                              domain::organisational_domain(from_domain) != domain::organisational_domain(envelope_domain);

  const api::MessageText text = message.text();
  summary.snippet = snippet_of(text.text);
  const std::vector<std::string> names = message.attachment_names();
  summary.attachment_count = static_cast<std::int64_t>(names.size());
  summary.has_attachments = !names.empty();
  out.signature = domain::signature_of(summary.subject + "\n" + text.text);
  out.sender_organisation = domain::organisational_domain(from_domain.empty() ? envelope_domain : from_domain);
  out.has_text = message.has_text();
  for (const std::string& name : names) out.search_text += name + "\n";
  out.search_text += cut(text.text, kSearchBytes);
  std::vector<FoundLink> html_links;
  if (const auto html = message.html()) {
    out.has_html = true;
    SanitizedHtml safe = sanitize_html({html->html, RemoteImages::Blocked, {}});
    html_links = std::move(safe.links);
    out.remote_images = safe.remote_images;
    out.odd_links = safe.odd_links;
    // A plain part that only says "see the HTML version" hides the words that a search is for.
    if (const std::string shown = html_to_text(html->html); out.has_text && shown.size() > text.text.size() * 2)
      out.search_text += "\n" + std::string(cut(shown, kSearchBytes - std::min(kSearchBytes, out.search_text.size())));
  }

  const FilterVerdict verdict = read_verdict(message.raw_headers(), from_domain, envelope_domain);
  out.queue_id = verdict.queue_id;
  const bool own_limit = verdict.source == FilterVerdict::Source::SpamAssassin && verdict.required;
  const std::optional<double> limit = own_limit ? verdict.required : request.domain_limit;
  const Explanation explanation = explain(verdict, limit, {from_domain, std::string(request.sender_ip), names});
  summary.message_class = explanation.message_class;
  summary.reason_code = explanation.reason_code;
  summary.worth_a_look = explanation.worth_a_look;
  out.worth_a_look_if_known = explanation.worth_a_look_if_known;
  summary.score = explanation.why.score;
  summary.threshold = explanation.why.threshold;
  out.why = explanation.why;
  add_findings(out, message, request, out.has_text ? std::string_view(text.text) : std::string_view(), html_links);
  return out;
}

}  // namespace pratique::mime
