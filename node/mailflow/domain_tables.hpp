// What Postfix and Rspamd must know about the domains: whose mail is taken, where it goes, what is checked. Tables in the maps folder, so
// that mail flows while the node is down (docs/decisions/0024).
// Errors: Unavailable (a file cannot be written), storage's.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/filter_switches.hpp"
#include "node/mailflow/constant_database.hpp"
#include "node/storage/account_repository.hpp"
#include "node/storage/storage.hpp"

namespace pratique::mailflow {

using SwitchesByDomain = std::map<std::string, domain::FilterSwitches>;

// The right side of transport(5): "relay:[mail.example]:25", "lmtp:inet:[::1]:24".
[[nodiscard]] std::string transport_of(const storage::Domain& domain);

// International domains are in the tables twice, as A-labels and as letters: clients with SMTPUTF8 (RFC 6531) send either.
[[nodiscard]] std::vector<TableRow> relay_rows(std::span<const storage::Domain> domains);
[[nodiscard]] std::vector<TableRow> transport_rows(std::span<const storage::Domain> domains);
[[nodiscard]] std::vector<TableRow> recipient_check_rows(std::span<const storage::Domain> domains, const SwitchesByDomain& switches);
// "dest.example greylisting,spf" a line, for Rspamd.
[[nodiscard]] std::string switched_off_map(std::span<const storage::Domain> domains, const SwitchesByDomain& switches);

// pratique_domains.cdb, pratique_transports.cdb, pratique_recipient_checks.cdb and pratique_off.map, all at once: for a Postfix that is
// not running, or none that knows less. Answers how many domains.
[[nodiscard]] base::Result<std::size_t> write_domain_tables(const std::filesystem::path& folder, storage::Storage& storage);

// The same for a running Postfix: a domain's route first, and its mail taken only when every process of Postfix has seen the route. Else
// the first messages would bounce, and mailboxes be remembered as unknown. One thread.
class DomainTables {
 public:
  // `storage` outlives it.
  DomainTables(std::filesystem::path folder, storage::Storage& storage);

  // The domains or their switches may have changed. Answers how many domains.
  [[nodiscard]] base::Result<std::size_t> on_change(base::MonoTime now);
  // To be called every few seconds.
  [[nodiscard]] base::Result<void> on_time(base::MonoTime now);

 private:
  struct Acceptance {  // two tables as they are in their files
    std::string domains;
    std::string recipient_checks;
    bool operator==(const Acceptance&) const = default;
  };

  std::filesystem::path folder_;
  storage::Storage& storage_;
  Acceptance newest_;
  std::optional<Acceptance> waiting_;
  base::MonoTime due_{};
  std::optional<Acceptance> written_;
};

}  // namespace pratique::mailflow
