// A log file that another program appends to and rotates: opened for reading, and told from others by inode and first bytes.
// Used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "node/storage/log_repository.hpp"

namespace pratique::ingest {

class LogFile {
 public:
  [[nodiscard]] static std::optional<LogFile> open(const std::filesystem::path& path);  // nullopt: not there, not readable, no file
  LogFile(LogFile&& other) noexcept;
  LogFile& operator=(LogFile&& other) noexcept;
  ~LogFile();

  [[nodiscard]] std::int64_t inode() const { return inode_; }
  [[nodiscard]] std::int64_t size() const;                                       // now
  [[nodiscard]] std::chrono::nanoseconds written_at() const;                     // since 1970
  [[nodiscard]] std::string read(std::int64_t offset, std::size_t bytes) const;  // as much as is there
  // SHA-256 of its first bytes as far as they are read at `offset`, at most 256.
  [[nodiscard]] std::string head(std::int64_t offset) const;
  // Whether this place is in this file's text, under whatever name or inode.
  [[nodiscard]] bool holds(const storage::LogPlace& place) const;

 private:
  LogFile(int descriptor, std::int64_t inode) : descriptor_(descriptor), inode_(inode) {}
  int descriptor_;
  std::int64_t inode_;
};

// Uncompressed files beside `path` whose names go on from its own ("mail.log.1", "mail.log-20261122"), the one written last first.
[[nodiscard]] std::vector<LogFile> rotated_files(const std::filesystem::path& path);

}  // namespace pratique::ingest
