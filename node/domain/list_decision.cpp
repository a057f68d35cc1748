#include "node/domain/list_decision.hpp"

#include <algorithm>
#include <tuple>

#include "node/domain/address.hpp"
#include "node/domain/sender_list.hpp"

namespace pratique::domain {
namespace {

bool is_failed(const api::AuthResult& result) {
  return (result.method == "spf" && (result.result == "fail" || result.result == "softfail")) ||
         (result.method == "dmarc" && result.result == "fail");
}

bool is_among(const std::vector<std::string>& keys, std::string_view pattern_key) {
  return std::ranges::find(keys, pattern_key) != keys.end();
}

// Larger decides.
auto weight_of(const ListCandidate& candidate, std::string_view pattern_key) {
  const bool for_mailbox = candidate.entry.entry.applies_to.find('@') != std::string::npos;
  const bool names_address = pattern_key.find('@') != std::string_view::npos;
  return std::tuple(for_mailbox, names_address, pattern_key.size(), candidate.entry.kind == api::ListKind::Block);
}

}  // namespace

bool is_authenticated(std::span<const api::AuthResult> authentication) {
  return std::ranges::any_of(authentication, [](const api::AuthResult& result) {
    const bool counts = result.method == "spf" || result.method == "dkim" || result.method == "dmarc";
    return counts && result.result == "pass" && result.aligned;
  });
}

std::optional<ListCandidate> decide(std::span<const ListCandidate> candidates, const ArrivedSender& sender, base::WallTime now) {
  const auto from_keys = sender_keys(sender.header_from);
  const auto envelope_keys = sender_keys(sender.envelope_from);
  const bool is_believed = is_authenticated(sender.authentication);
  const bool is_forged = std::ranges::any_of(sender.authentication, is_failed);
  const ListCandidate* best = nullptr;
  for (const ListCandidate& candidate : candidates) {
    const api::NewListEntry& entry = candidate.entry.entry;
    if (entry.paused || (entry.expires_at && *entry.expires_at <= now)) continue;
    const std::string key = address_key(entry.pattern);
    const bool in_from = is_among(from_keys, key);
    const bool in_envelope = is_among(envelope_keys, key);
    const bool counts =
        candidate.entry.kind == api::ListKind::Block ? in_from || in_envelope : in_from && (is_believed || (in_envelope && !is_forged));
    if (!counts) continue;
    if (best == nullptr || weight_of(candidate, key) > weight_of(*best, address_key(best->entry.entry.pattern))) best = &candidate;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

}  // namespace pratique::domain
