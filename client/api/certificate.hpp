// TLS certificates of a brand's host names.
//   GET /v1/brands/{id}/certificate   → Certificates: what each of its host names shows
//   PUT /v1/brands/{id}/certificate   one PEM bundle (RFC 7468) with private key, certificate and chain → Certificates; it has to cover
//                                     ?hostname=, or without it all host names of the brand. 400 says which block is wrong and why
// Plain values shared by client and node; total; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

struct Certificate {
  std::string hostname;
  std::string subject;  // for people: "mail.north.example"
  std::string issuer;
  base::WallTime not_before{};
  base::WallTime not_after{};
  std::string fingerprint;      // SHA-256 of the certificate, hexadecimal
  bool is_self_signed = false;  // made by the node until there is a better one
  bool operator==(const Certificate&) const = default;
};

struct Certificates {
  std::vector<Certificate> items;
  bool operator==(const Certificates&) const = default;
};

[[nodiscard]] std::string encode(const Certificates& certificates);
[[nodiscard]] base::Result<Certificates> decode_certificates(std::string_view json);

}  // namespace pratique::api
