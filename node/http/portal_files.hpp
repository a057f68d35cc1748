// The portal's files as tools/pack_portal.py lays them out, read once into memory: nothing outside the folder can ever be
// asked for. Picks the .br or .gz sibling the browser takes, and says how long a file may be kept. Immutable; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "client/base/result.hpp"
#include "node/handlers/brand_directory.hpp"
#include "node/handlers/exchange.hpp"

namespace pratique::http {

// Whether an Accept-Encoding field (RFC 9110 §12.5.3) names this coding with a weight above 0.
[[nodiscard]] bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

class PortalFiles {
 public:
  PortalFiles() = default;  // no portal: everything is 404
  // Unavailable: the folder has no index.html.
  [[nodiscard]] static base::Result<PortalFiles> load(const std::filesystem::path& folder);

  struct Asked {
    std::string_view method;
    std::string_view path;  // percent-encoded, without the query
    std::string_view accept_encoding;
    std::string_view if_none_match;
    const handlers::HostBrand* brand = nullptr;  // of the host name that was asked; none: the product as it comes
  };
  [[nodiscard]] handlers::Response answer(const Asked& asked) const;

 private:
  struct File {
    std::string content_type;
    std::string etag;
    std::string plain;
    std::string brotli;  // empty: no such sibling
    std::string gzip;
    bool is_immutable = false;
  };
  [[nodiscard]] const File* find(std::string_view path) const;
  [[nodiscard]] static handlers::Response plain(const File& file, std::string_view path, const Asked& asked);
  [[nodiscard]] static handlers::Response branded(const File& file, std::string_view path, const Asked& asked);
  [[nodiscard]] static handlers::Response headed(const File& file, std::string_view path, const handlers::HostBrand* brand,
                                                 const std::string& etag);

  std::map<std::string, File, std::less<>> files_;  // "/index.html"
};

}  // namespace pratique::http
