// Which brand a host name shows, in memory: pages ask at every load, and from event loops. refresh() reads the store when something changed
// there (blocks); everything else is a look into a table. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "client/api/brand.hpp"
#include "client/base/result.hpp"
#include "node/storage/brand_repository.hpp"

namespace pratique::handlers {

struct HostBrand {
  bool is_plain = true;  // the product as it comes: pages are sent as they are
  api::BrandLook look;
  std::string style;          // CSS: the accent as the custom properties of assets/themes/tokens.json
  std::string logo;           // bytes
  std::string logo_type;      // "image/png"
  std::string embed_origins;  // who may frame the portal, with a blank before each
  std::string tag;            // changes with any of these; hexadecimal
};

class BrandDirectory {
 public:
  // `node_origins`: who may frame the portal under host names that no brand names, separated by blanks. The repository outlives this.
  BrandDirectory(const storage::BrandRepository& brands, std::string_view node_origins);

  [[nodiscard]] base::Result<void> refresh();
  // Never null. `host` in lower case, without a port.
  [[nodiscard]] std::shared_ptr<const HostBrand> of_host(std::string_view host) const;

 private:
  struct Table {
    std::int64_t revision = -1;
    std::shared_ptr<const HostBrand> of_node;
    std::map<std::string, std::shared_ptr<const HostBrand>, std::less<>> by_host;
  };
  [[nodiscard]] std::shared_ptr<const HostBrand> made_of(const storage::StoredBrand& stored) const;
  [[nodiscard]] std::shared_ptr<const Table> table() const;

  const storage::BrandRepository& brands_;
  std::string node_origins_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Table> table_;
};

}  // namespace pratique::handlers
