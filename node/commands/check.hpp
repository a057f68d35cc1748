// `check`: is every message that the index names there, and are its bytes the ones that came?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/base/result.hpp"
#include "node/commands/arguments.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

struct CheckReport {
  std::int64_t blobs = 0;
  std::vector<std::string> damaged;  // "HASH: what is wrong", at most 1,000
  std::int64_t damaged_total = 0;
  std::vector<std::string> findings;  // about the database, its counts and its full-text index
  std::int64_t orphans = 0;           // files that no row points to: a crash between file and row leaves one, which harms nothing
  [[nodiscard]] bool good() const { return damaged_total == 0 && findings.empty(); }
};

[[nodiscard]] base::Result<CheckReport> check_store(Orphans orphans, storage::Storage& storage);

}  // namespace pratique::commands
