#include "node/commands/check.hpp"

namespace pratique::commands {
namespace {
constexpr std::int64_t kBatch = 500;
constexpr std::size_t kNamed = 1000;
}  // namespace

base::Result<CheckReport> check_store(storage::Storage& storage) {
  TRY_VOID(storage.ping());
  CheckReport report;
  std::string after;
  for (;;) {
    TRY(const std::vector<std::string> hashes, storage.messages().blob_hashes(after, kBatch));
    if (hashes.empty()) return report;
    for (const std::string& hash : hashes) {
      ++report.blobs;
      if (auto whole = storage.blobs().verify(hash); !whole) {
        ++report.damaged_total;
        if (report.damaged.size() < kNamed) report.damaged.push_back(hash + ": " + whole.error().message);
      }
    }
    after = hashes.back();
  }
}

}  // namespace pratique::commands
