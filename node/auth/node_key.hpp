// Secrets that the node must be able to read again (of authenticator apps, of providers), encrypted at rest: a copy of the database without
// the key file beside it gives none of them. libsodium's secretbox (XSalsa20 and Poly1305). Any thread.
#pragma once

#include <array>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::auth {

class NodeKey {
 public:
  // 32 random bytes, mode 0600, made when first needed.
  explicit NodeKey(std::filesystem::path file) : file_(std::move(file)) {}
  NodeKey(const NodeKey&) = delete;
  NodeKey& operator=(const NodeKey&) = delete;

  // `purpose` says what and whose it is: under another it does not open, so rows cannot be exchanged. Unavailable: no key file.
  [[nodiscard]] base::Result<std::string> seal(std::string_view secret, std::string_view purpose);
  // Internal: another key, another purpose, or changed.
  [[nodiscard]] base::Result<std::string> unseal(std::string_view sealed, std::string_view purpose);

 private:
  using Bytes = std::array<unsigned char, 32>;
  [[nodiscard]] base::Result<Bytes> key();

  std::filesystem::path file_;
  std::mutex mutex_;
  std::optional<Bytes> key_;
};

}  // namespace pratique::auth
