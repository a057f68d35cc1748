#include "node/mime/analysis.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/mime/explain.hpp"
#include "node/mime/html_sanitizer.hpp"
#include "node/mime/readable_text.hpp"
#include "node/mime/verdict.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kSubjectCodePoints = 1000;
constexpr std::size_t kWaveWordsLeast = 12;
constexpr std::size_t kWaveSketch = 6;  // smallest hashes that name a wave
constexpr std::size_t kWaveTextBytes = 16u << 10;
constexpr std::size_t kWaveWordBytes = 4;  // shorter words say little

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : base::to_lower_ascii(address.substr(at + 1));
}

std::uint64_t hash_of(std::string_view word) {  // FNV-1a, mixed: must never change, ids of waves are stored
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::string wave_of(std::string_view text) {
  std::set<std::uint64_t> hashes;
  std::string word;
  bool plain = true;  // a word with a digit or an @ is somebody's name or number
  const auto end_word = [&] {
    if (plain && word.size() >= kWaveWordBytes) hashes.insert(hash_of(word));
    word.clear();
    plain = true;
  };
  for (const char c : cut(text, kWaveTextBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ')
      end_word();
    else if ((c >= '0' && c <= '9') || c == '@' || c == '/')
      plain = false;
    else if (c >= 'A' && c <= 'Z')
      word += static_cast<char>(c - 'A' + 'a');
    else if (byte >= 0x80 || (c >= 'a' && c <= 'z'))
      word += c;
  }
  end_word();
  if (hashes.size() < kWaveWordsLeast) return {};
  // The smallest hashes are a fair sample of the set: equal samples mean nearly equal texts.
  std::uint64_t id = 14695981039346656037ULL;
  std::size_t taken = 0;
  for (const std::uint64_t hash : hashes) {
    if (taken++ == kWaveSketch) break;
    id = (id ^ hash) * 1099511628211ULL;
  }
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "w";
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(id >> shift) & 15];
  return out;
}

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
  summary.wave.id = wave_of(summary.subject + "\n" + text.text);
  out.has_text = message.has_text();
  for (const std::string& name : names) out.search_text += name + "\n";
  out.search_text += cut(text.text, kSearchBytes);
  if (const auto html = message.html()) {
    out.has_html = true;
    const SanitizedHtml safe = sanitize_html({html->html, RemoteImages::Blocked, {}});
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
  summary.score = explanation.why.score;
  summary.threshold = explanation.why.threshold;
  out.why = explanation.why;
  return out;
}

}  // namespace pratique::mime
