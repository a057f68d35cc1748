// A PEM bundle (RFC 7468) as people upload it: private key, certificate, chain. Checked with OpenSSL so that whatever a browser would
// stumble over is said beforehand, with the block that is to blame; blocks count from 1, in the order of the file. Pure but for the
// system's trusted roots (SSL_CERT_FILE, SSL_CERT_DIR or OpenSSL's own); any thread. Certificates are read with OpenSSL, and in this folder
// alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/api/certificate.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::tls {

inline constexpr std::size_t kBundleBytesMax = 256 * 1024;

struct Bundle {
  std::string pem;               // key, certificate, chain: as servers want it, without anything else
  api::Certificate certificate;  // hostname is left empty
};

// BadInput with the field “certificate”: not PEM; a block that cannot be read or does not belong; no key, two, or an encrypted one; no
// certificate; a key of another certificate; a chain out of order, with a gap, or without its end; a date; a weak key; a host name that is
// not covered. `hostnames` in A-labels.
[[nodiscard]] base::Result<Bundle> check_bundle(std::string_view pem, const std::vector<std::string>& hostnames, base::WallTime now);

// What a kept file holds, without judging it. Internal: it cannot be read.
[[nodiscard]] base::Result<api::Certificate> describe_bundle(std::string_view pem);

// A key (P-256) and a certificate that nobody but us vouches for, for 397 days from `now`; as a bundle.
[[nodiscard]] base::Result<std::string> self_signed(const std::string& hostname, base::WallTime now);

}  // namespace pratique::tls
