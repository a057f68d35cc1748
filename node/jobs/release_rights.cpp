#include "node/jobs/release_rights.hpp"

#include <algorithm>
#include <vector>

#include "node/domain/sender_list.hpp"

namespace pratique::jobs {

base::Result<api::ReleaseRight> release_right(storage::Storage& storage, const domain::Scope& scope, const api::MessageSummary& message) {
  TRY(const domain::ReleasePolicy policy, storage.policies().find(domain::domain_part(message.recipient)));
  return policy.right(scope.role, message.message_class);
}

std::map<api::MessageClass, api::ReleaseRight> release_rights(storage::Storage& storage, api::Role role,
                                                              std::span<const std::string> domains) {
  std::vector<domain::ReleasePolicy> policies;
  for (const std::string& name : domains) policies.push_back(storage.policies().find(name).value_or(domain::ReleasePolicy()));
  if (policies.empty()) policies.emplace_back();
  std::map<api::MessageClass, api::ReleaseRight> rights;
  for (int i = 0; i <= static_cast<int>(api::MessageClass::Unknown); ++i) {
    const auto message_class = static_cast<api::MessageClass>(i);
    auto strictest = api::ReleaseRight::Self;
    for (const domain::ReleasePolicy& policy : policies) strictest = std::max(strictest, policy.right(role, message_class));
    if (strictest != api::ReleaseRight::Self) rights[message_class] = strictest;
  }
  return rights;
}

}  // namespace pratique::jobs
