// The files that the mail flow reads. The lists are pratique_allow.map and pratique_block.map, regular expressions over
// "recipient|sender" (docs/operator/lists.md); the domains are what node/mailflow/domain_tables makes. Replaced whole, never half written.
// Errors: Unavailable (the folder cannot be written), storage's.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>

#include "client/api/list_entry.hpp"
#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
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
  ~MapsWriter();
  MapsWriter(const MapsWriter&) = delete;
  MapsWriter& operator=(const MapsWriter&) = delete;

 private:
  void watch();
  [[nodiscard]] base::Result<void> write_when_changed();

  std::filesystem::path folder_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  mailflow::DomainTables tables_;
  std::optional<std::int64_t> written_version_;
  std::optional<base::WallTime> next_expiry_;
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace pratique::commands
