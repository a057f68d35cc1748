// The blocks of a PEM file, read: a key and certificates, each with its place in the file. Internal to node/tls.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"
#include "node/tls/openssl.hpp"

namespace pratique::tls {

struct PlacedCert {
  Cert cert;
  int block = 0;  // from 1
};

struct Blocks {
  Key key;
  int key_block = 0;
  std::vector<PlacedCert> certs;  // at least one
};

[[nodiscard]] std::unexpected<base::Error> bad_bundle(std::string message);
[[nodiscard]] base::Result<Blocks> read_blocks(std::string_view pem);

}  // namespace pratique::tls
