// `check`: is every message that the index names there, and are its bytes the ones that came?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/base/result.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

struct CheckReport {
  std::int64_t blobs = 0;
  std::vector<std::string> damaged;  // "HASH: what is wrong", at most 1,000
  std::int64_t damaged_total = 0;
};

[[nodiscard]] base::Result<CheckReport> check_store(storage::Storage& storage);

}  // namespace pratique::commands
