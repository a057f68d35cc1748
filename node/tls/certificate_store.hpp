// The certificates of host names, one file each (HOST.pem: key, certificate, chain), where the front proxy reads them at every handshake: a
// file that is replaced is used from the next connection on. Files belong to the node's user alone. Any thread, and any process.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/certificate.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::tls {

// What a connection gets that names no host.
inline constexpr std::string_view kDefaultHost = "default";

class CertificateStore {
 public:
  explicit CertificateStore(std::filesystem::path data_dir) : folder_(std::move(data_dir) / "certificates") {}

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // Errors of check_bundle, and then nothing has changed. `hostnames` in A-labels, at least one.
  [[nodiscard]] base::Result<api::Certificates> put(std::string_view pem, const std::vector<std::string>& hostnames,
                                                    base::WallTime now) const;
  [[nodiscard]] base::Result<api::Certificate> find(std::string_view hostname) const;  // NotFound
  [[nodiscard]] base::Result<api::Certificates> list() const;
  [[nodiscard]] base::Result<api::Certificates> of(const std::vector<std::string>& hostnames) const;  // those that have one

  // Whether a proxy has been set up over these files.
  [[nodiscard]] bool is_used() const;
  // A self-signed one for each that has none; BadInput for what is no host name.
  [[nodiscard]] base::Result<void> make_missing(const std::vector<std::string>& hostnames, base::WallTime now) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace pratique::tls
