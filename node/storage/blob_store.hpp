// Byte-exact messages, zstd-compressed, addressed by the SHA-256 of the original bytes: blobs/ab/cd/<hex>.zst.
// put() returns only after file and folder are fsynced; an interrupted put leaves at most a file under blobs/tmp,
// which open() clears. Any thread. Errors: Unavailable (disk full, names the folder), NotFound, Internal (damaged).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::storage {

class BlobStore {
 public:
  [[nodiscard]] static base::Result<BlobStore> open(std::filesystem::path folder);

  [[nodiscard]] base::Result<std::string> put(std::string_view bytes);               // answers the hex SHA-256
  [[nodiscard]] base::Result<std::string> get(std::string_view sha256_hex) const;    // verified against its name
  [[nodiscard]] base::Result<void> verify(std::string_view sha256_hex) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit BlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

}  // namespace pratique::storage
