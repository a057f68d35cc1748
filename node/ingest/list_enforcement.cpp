#include "node/ingest/list_enforcement.hpp"

#include <array>

#include "node/domain/list_decision.hpp"
#include "node/domain/release_policy.hpp"

namespace pratique::ingest {
namespace {

base::Result<bool> is_overridden(storage::Storage& storage, const domain::Address& recipient, const domain::ListCandidate& decided,
                                 api::MessageClass message_class) {
  if (domain::is_held_despite_lists(message_class)) return true;
  TRY(const domain::ReleasePolicy policy, storage.policies().find(recipient.domain));
  return policy.right(decided.role, message_class) != api::ReleaseRight::Self;
}

}  // namespace

base::Result<void> enforce_lists(storage::Storage& storage, const domain::Address& recipient, base::WallTime now,
                                 storage::NewDelivery& delivery) {
  api::MessageSummary& summary = delivery.summary;
  const std::array<std::string_view, 2> senders{summary.header_from.address, summary.envelope_from};
  TRY(const auto candidates, storage.lists().candidates(recipient.text(), senders));
  if (candidates.empty()) return {};
  const auto decided = domain::decide(candidates, {senders[0], senders[1], delivery.why.authentication}, now);
  if (!decided) return {};
  const api::ListEntry& entry = decided->entry;
  const bool is_allow = entry.kind == api::ListKind::Allow;
  bool overridden = false;
  if (is_allow) {
    TRY(overridden, is_overridden(storage, recipient, *decided, summary.message_class));
  }
  delivery.why.list_entries.push_back({std::string(api::to_wire(entry.kind)), entry.entry.pattern, entry.entry.applies_to, overridden});
  if (overridden) return {};

  summary.worth_a_look = false;
  summary.status = is_allow ? api::Status::ReleasePending : api::Status::Removed;
  summary.message_class = is_allow ? api::MessageClass::AllowList : api::MessageClass::BlockList;
  if (!is_allow) summary.reason_code = delivery.why.verdict_code = "sender_blocked";
  delivery.by_list = storage::ListOutcome{.entry_id = entry.id,
                                          .effect = is_allow ? storage::ListEffect::LetIn : storage::ListEffect::PutOut,
                                          .words = entry.entry.pattern + " → " + entry.entry.applies_to,
                                          .at = now};
  return {};
}

}  // namespace pratique::ingest
