#include "node/mailflow/domain_tables.hpp"

#include <format>

#include "node/domain/unicode_domain.hpp"
#include "node/mailflow/replace_file.hpp"

namespace pratique::mailflow {
namespace {

using domain::FilterSwitch;

std::vector<std::string> names_of(const storage::Domain& domain) {
  std::string letters = domain::unicode_domain(domain.name);
  if (letters == domain.name) return {domain.name};
  return {domain.name, std::move(letters)};
}

domain::FilterSwitches switches_of(const storage::Domain& domain, const SwitchesByDomain& switches) {
  const auto found = switches.find(domain.name);
  return found == switches.end() ? domain::FilterSwitches() : found->second;
}

}  // namespace

std::string transport_of(const storage::Domain& domain) {
  // In brackets the host itself is meant, not its MX records: the route is what the operator wrote.
  if (domain.protocol == storage::RouteProtocol::Smtp) return std::format("relay:[{}]:{}", domain.host, domain.port);
  const bool is_ipv6 = domain.host.find(':') != std::string::npos;
  return is_ipv6 ? std::format("lmtp:inet:[{}]:{}", domain.host, domain.port) : std::format("lmtp:inet:{}:{}", domain.host, domain.port);
}

std::vector<TableRow> relay_rows(std::span<const storage::Domain> domains) {
  std::vector<TableRow> rows;
  for (const storage::Domain& domain : domains) {
    for (std::string& name : names_of(domain)) rows.emplace_back(std::move(name), "OK");
  }
  return rows;
}

std::vector<TableRow> transport_rows(std::span<const storage::Domain> domains) {
  std::vector<TableRow> rows;
  for (const storage::Domain& domain : domains) {
    for (std::string& name : names_of(domain)) rows.emplace_back(std::move(name), transport_of(domain));
  }
  return rows;
}

std::vector<TableRow> recipient_check_rows(std::span<const storage::Domain> domains, const SwitchesByDomain& switches) {
  std::vector<TableRow> rows;
  for (const storage::Domain& domain : domains) {
    if (!switches_of(domain, switches).is_on(FilterSwitch::RecipientCheck)) continue;
    for (std::string& name : names_of(domain)) rows.emplace_back(std::move(name), "reject_unverified_recipient");
  }
  return rows;
}

std::string switched_off_map(std::span<const storage::Domain> domains, const SwitchesByDomain& switches) {
  std::string out = "# Written by pratique-node: changes are lost. A domain a line, and what it does without.\n";
  for (const storage::Domain& domain : domains) {
    const domain::FilterSwitches of_domain = switches_of(domain, switches);
    std::string words;
    for (const FilterSwitch which : of_domain.off()) {
      if (which == FilterSwitch::RecipientCheck) continue;  // Postfix's
      words += (words.empty() ? "" : ",") + std::string(word_of(which));
    }
    if (words.empty()) continue;
    for (const std::string& name : names_of(domain)) out += name + " " + words + "\n";
  }
  return out;
}

base::Result<std::size_t> write_domain_tables(const std::filesystem::path& folder, storage::Storage& storage) {
  TRY_VOID(make_folder(folder));
  TRY(const std::vector<storage::Domain> domains, storage.accounts().domains());
  TRY(const SwitchesByDomain switches, storage.switches().all());
  // Transports before domains: mail that is taken must have somewhere to go.
  TRY_VOID(replace_file(folder / "pratique_transports.cdb", constant_database(transport_rows(domains))));
  TRY_VOID(replace_file(folder / "pratique_recipient_checks.cdb", constant_database(recipient_check_rows(domains, switches))));
  TRY_VOID(replace_file(folder / "pratique_off.map", switched_off_map(domains, switches)));
  TRY_VOID(replace_file(folder / "pratique_domains.cdb", constant_database(relay_rows(domains))));
  return domains.size();
}

}  // namespace pratique::mailflow
