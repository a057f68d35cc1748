// Byte-exact messages, zstd-compressed, addressed by the SHA-256 of the original bytes: blobs/ab/<hex>.zst.
// put() returns only after file and folder are fsynced; an interrupted put leaves at most a file under blobs/tmp,
// which the next `serve` clears. Any thread. Errors: Unavailable (names the folder; field "disk" when it is full), NotFound, Internal
// (damaged).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"

namespace pratique::storage {

enum class Leftovers : std::uint8_t {
  Clear,  // of a put that a crash interrupted; only the process that holds the lock file may
  Keep,   // they may be another process's work
};

class BlobStore {
 public:
  // Makes the folder and its 256 sub-folders where absent.
  [[nodiscard]] static base::Result<BlobStore> open(std::filesystem::path folder, Leftovers leftovers = Leftovers::Clear);

  [[nodiscard]] base::Result<std::string> put(std::string_view bytes);             // answers the hex SHA-256
  [[nodiscard]] base::Result<std::string> get(std::string_view sha256_hex) const;  // verified against its name
  [[nodiscard]] base::Result<void> verify(std::string_view sha256_hex) const;
  [[nodiscard]] base::Result<void> remove(std::string_view sha256_hex);  // when no row points to it; absent is fine
  // The same beside arriving mail: not when the bytes were put, or put again, within `grace`; false then.
  [[nodiscard]] base::Result<bool> remove_unused(std::string_view sha256_hex, std::chrono::seconds grace);
  // Names of all stored blobs in one of the 256 sub-folders ("00" to "ff"), sorted; for `check`.
  [[nodiscard]] base::Result<std::vector<std::string>> names_in(std::string_view sub_folder) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit BlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] bool touch(const std::filesystem::path& path) const;
  [[nodiscard]] std::filesystem::path path_of(std::string_view sha256_hex) const;
  std::filesystem::path folder_;
};

}  // namespace pratique::storage
