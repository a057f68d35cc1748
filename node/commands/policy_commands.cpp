#include "node/commands/policy_commands.hpp"

#include <format>

namespace pratique::commands {

base::Result<std::string> domain_policy(const DomainPolicy& command, storage::Storage& storage) {
  TRY(const storage::Domain domain, storage.accounts().find_domain(command.domain));
  TRY(domain::ReleasePolicy policy, storage.policies().find(domain.name));
  for (const PolicyChange& change : command.changes)
    policy.set(change.role, change.message_class,
               change.right.value_or(domain::ReleasePolicy::built_in(change.role, change.message_class)));
  if (!command.changes.empty()) TRY_VOID(storage.policies().put(domain.name, policy));
  std::string out = std::format("{:<12} {:<10} {:<10} {:<10}", "class", "email", "domain", "admin");
  for (int i = 0; i <= static_cast<int>(api::MessageClass::Unknown); ++i) {
    const auto message_class = static_cast<api::MessageClass>(i);
    out += std::format("\n{:<12}", api::to_wire(message_class));
    for (const api::Role role : {api::Role::Email, api::Role::Domain, api::Role::Admin}) {
      const bool is_changed = policy.changes().contains({role, message_class});
      out += std::format(" {:<10}", std::string(api::to_wire(policy.right(role, message_class))) + (is_changed ? "*" : ""));
    }
  }
  return out + "\n* differs from the built-in policy";
}

base::Result<std::string> domain_filter(const DomainFilter& command, storage::Storage& storage) {
  TRY(const storage::Domain domain, storage.accounts().find_domain(command.domain));
  TRY(domain::FilterSwitches switches, storage.switches().find(domain.name));
  for (const SwitchChange& change : command.changes) switches.set(change.which, change.is_on);
  if (!command.changes.empty()) TRY_VOID(storage.switches().put(domain.name, switches));
  std::string out;
  for (const domain::FilterSwitch which : domain::kFilterSwitches)
    out += std::format("{}{:<16} {}", out.empty() ? "" : "\n", word_of(which), switches.is_on(which) ? "on" : "off");
  return out;
}

}  // namespace pratique::commands
