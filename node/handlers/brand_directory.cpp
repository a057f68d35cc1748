#include "node/handlers/brand_directory.hpp"

#include <format>

#include "node/domain/brand.hpp"
#include "node/domain/digest.hpp"

namespace pratique::handlers {
namespace {

std::string properties(const api::Accent& accent) {
  return std::format(
      "--accent-fill:{0};--accent-on:{1};--accent-hover:{2};--accent-pressed:{3};--accent-soft:{4};--accent-soft-on:{5};--text-link:{5};"
      "--surface-selected:{4};--focus:{6};--line-selection:{6};--brand-tile:{7};--sea:{7}",
      accent.fill, accent.on, accent.hover, accent.pressed, accent.soft, accent.soft_on, accent.focus, accent.panel);
}

// The reader's own choice of a theme wins over the system's; the contrast theme keeps its colours, whoever asked for it.
std::string style_of(const api::BrandLook& look) {
  std::string style;
  if (look.light && look.dark) {
    const std::string light = properties(*look.light), dark = properties(*look.dark);
    style += "@media not all and (prefers-contrast:more){:root:not([data-theme]){" + light + "}}\n";
    style += "@media (prefers-color-scheme:dark){@media not all and (prefers-contrast:more){:root:not([data-theme]){" + dark + "}}}\n";
    style += ":root[data-theme=light]{" + light + "}\n:root[data-theme=dark]{" + dark + "}\n";
  }
  // The flags spell the product's name, and the sea is theirs.
  style += ".flags,.sea{display:none}\nimg.brand-mark{width:auto;height:auto;max-width:240px;max-height:72px}\n";
  style += ".brand-support{margin-inline-start:auto;color:var(--text-link)}\n";
  return style;
}

std::string spaced(const std::vector<std::string>& origins) {
  std::string out;
  for (const std::string& origin : origins) out += " " + origin;
  return out;
}

}  // namespace

BrandDirectory::BrandDirectory(const storage::BrandRepository& brands, std::string_view node_origins)
    : brands_(brands), node_origins_(node_origins.empty() ? std::string() : " " + std::string(node_origins)) {
  auto first = std::make_shared<Table>();
  storage::StoredBrand plain;
  plain.brand = domain::plain_brand();
  plain.is_of_node = true;
  first->of_node = made_of(plain);
  table_ = std::move(first);
}

std::shared_ptr<const HostBrand> BrandDirectory::made_of(const storage::StoredBrand& stored) const {
  auto made = std::make_shared<HostBrand>();
  made->is_plain = stored.id == 0;
  made->embed_origins = (stored.is_of_node ? node_origins_ : std::string()) + spaced(stored.brand.embed_origins);
  api::BrandLook& look = made->look;
  look.name = stored.brand.name;
  look.button = stored.brand.button;
  look.support_url = stored.brand.support_url;
  look.light = domain::light_accent(stored.brand);
  look.dark = domain::dark_accent(stored.brand);
  made->style = style_of(look);
  if (const auto logo = domain::check_logo(stored.logo)) {
    made->logo = stored.logo;
    made->logo_type = logo->content_type;
    look.logo = "/v1/brand/logo?v=" + domain::sha256_hex(stored.logo).substr(0, 12);
  }
  made->tag = domain::sha256_hex(api::encode(look) + made->style + made->embed_origins).substr(0, 16);
  return made;
}

base::Result<void> BrandDirectory::refresh() {
  TRY(const std::int64_t revision, brands_.revision());
  if (table()->revision == revision) return {};
  TRY(const auto every, brands_.every());
  auto fresh = std::make_shared<Table>();
  fresh->revision = revision;
  storage::StoredBrand of_node;
  of_node.brand = domain::plain_brand();
  of_node.is_of_node = true;
  for (const storage::StoredBrand& stored : every) {
    if (stored.is_of_node) of_node = stored;
    const auto made = made_of(stored);
    for (const std::string& host : stored.brand.hostnames) fresh->by_host.emplace(host, made);
  }
  fresh->of_node = made_of(of_node);
  const std::lock_guard lock(mutex_);
  table_ = std::move(fresh);
  return {};
}

std::shared_ptr<const BrandDirectory::Table> BrandDirectory::table() const {
  const std::lock_guard lock(mutex_);
  return table_;
}

std::shared_ptr<const HostBrand> BrandDirectory::of_host(std::string_view host) const {
  const auto now = table();
  const auto found = now->by_host.find(host);
  return found == now->by_host.end() ? now->of_node : found->second;
}

}  // namespace pratique::handlers
