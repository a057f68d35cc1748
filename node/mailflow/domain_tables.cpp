#include "node/mailflow/domain_tables.hpp"

#include <format>

#include "node/domain/unicode_domain.hpp"
#include "node/mailflow/replace_file.hpp"

namespace pratique::mailflow {
namespace {

using domain::FilterSwitch;

// Postfix's trivial-rewrite looks for new tables every ten seconds.
constexpr base::MonoTime kPostfixHasSeen{15'000};

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
  DomainTables tables(folder, storage);
  TRY(const std::size_t count, tables.on_change({}));
  TRY_VOID(tables.on_time(kPostfixHasSeen));
  return count;
}

DomainTables::DomainTables(std::filesystem::path folder, storage::Storage& storage) : folder_(std::move(folder)), storage_(storage) {}

base::Result<std::size_t> DomainTables::on_change(base::MonoTime now) {
  TRY_VOID(make_folder(folder_));
  TRY(const std::vector<storage::Domain> domains, storage_.accounts().domains());
  TRY(const SwitchesByDomain switches, storage_.switches().all());
  TRY_VOID(replace_file(folder_ / "pratique_transports.cdb", constant_database(transport_rows(domains))));
  TRY_VOID(replace_file(folder_ / "pratique_off.map", switched_off_map(domains, switches)));
  newest_ = {constant_database(relay_rows(domains)), constant_database(recipient_check_rows(domains, switches))};
  if (!waiting_ && written_ != newest_) {
    waiting_ = newest_;
    due_ = now + kPostfixHasSeen;
  }
  return domains.size();
}

base::Result<void> DomainTables::on_time(base::MonoTime now) {
  if (!waiting_ || now < due_) return {};
  TRY_VOID(replace_file(folder_ / "pratique_recipient_checks.cdb", waiting_->recipient_checks));
  TRY_VOID(replace_file(folder_ / "pratique_domains.cdb", waiting_->domains));
  written_ = std::move(waiting_);
  waiting_.reset();
  if (written_ != newest_) {  // changed while it waited: that has its own time
    waiting_ = newest_;
    due_ = now + kPostfixHasSeen;
  }
  return {};
}

}  // namespace pratique::mailflow
