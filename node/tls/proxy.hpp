// nginx as the front proxy, where TLS ends: its configuration over the node's certificates. Pure; any thread.
#pragma once

#include <filesystem>
#include <string>

#include "client/base/result.hpp"

namespace pratique::tls {

struct ProxySettings {
  std::filesystem::path folder;        // nginx's own: pid, error log, temporary files
  std::filesystem::path certificates;  // CertificateStore::folder()
  std::string user;                    // whom nginx's workers run as: the owner of the certificates
  std::string node;                    // "127.0.0.1:8025"
  std::string https = "0.0.0.0:443";
  std::string http = "0.0.0.0:80";
};

// BadInput: a value could not stand in a configuration file.
[[nodiscard]] base::Result<std::string> proxy_configuration(const ProxySettings& settings);

}  // namespace pratique::tls
