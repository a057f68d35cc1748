#include "node/commands/check.hpp"

#include <set>
#include <string_view>

namespace pratique::commands {
namespace {
constexpr std::int64_t kBatch = 500;
constexpr std::size_t kNamed = 1000;

// Walks the 256 folders against the rows, one folder's names in memory at a time.
base::Result<std::int64_t> find_orphans(Orphans orphans, storage::Storage& storage) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::int64_t found = 0;
  for (std::size_t folder = 0; folder < 256; ++folder) {
    const std::string name{kDigits[folder / 16], kDigits[folder % 16]};
    TRY(const std::vector<std::string> files, storage.blobs().names_in(name));
    std::set<std::string> known;
    for (std::string after = name;;) {
      TRY(const std::vector<std::string> hashes, storage.messages().blob_hashes(after, kBatch));
      for (const std::string& hash : hashes) {
        if (hash.starts_with(name)) known.insert(hash);
      }
      if (hashes.empty() || !hashes.back().starts_with(name)) break;
      after = hashes.back();
    }
    for (const std::string& file : files) {
      if (known.contains(file)) continue;
      ++found;
      if (orphans == Orphans::Remove) TRY_VOID(storage.blobs().remove(file));
    }
  }
  return found;
}

}  // namespace

base::Result<CheckReport> check_store(Orphans orphans, storage::Storage& storage) {
  TRY_VOID(storage.ping());
  CheckReport report;
  TRY(report.findings, storage.check_integrity());
  TRY(report.orphans, find_orphans(orphans, storage));
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
