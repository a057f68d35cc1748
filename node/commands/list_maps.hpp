// The files that the mail flow reads. The lists are pratique_allow.map and pratique_block.map, regular expressions over
// "recipient|sender" (docs/operator/lists.md); the domains are what node/mailflow/domain_tables makes. Replaced whole, never half written.
// Errors: Unavailable (the folder cannot be written), storage's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "client/api/list_entry.hpp"
#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/jobs/repeating_thread.hpp"
#include "node/mailflow/domain_tables.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// One line an entry: "/^bob@dest\.example\|[^|]*[@.]sender\.example$/i".
[[nodiscard]] std::string map_of(std::span<const api::ListEntry> entries);

// What is in force now; makes the folder where absent. Answers the line to print.
[[nodiscard]] base::Result<std::string> export_maps(const std::filesystem::path& folder, storage::Storage& storage, base::WallTime now);

// Writes them again whenever an entry or a domain changes, by whatever process, or an entry expires; a thread of its own between
// construction and destruction. Failures are logged and tried again.
class MapsWriter {
 public:
  // All outlive the writer.
  MapsWriter(std::filesystem::path folder, storage::Storage& storage, const base::Clock& clock, base::Logger& log);

 private:
  [[nodiscard]] base::Result<void> write_when_changed();

  std::filesystem::path folder_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  mailflow::DomainTables tables_;
  std::optional<std::int64_t> written_version_;
  std::optional<base::WallTime> next_expiry_;
  jobs::RepeatingThread thread_;  // the last: it uses the others
};

}  // namespace pratique::commands
