// A brand: how the portal of some domains and host names looks, who its mails are from, and who may frame it.
//   GET    /v1/brand                    public, by Host → BrandLook; /v1/brand/style and /v1/brand/logo are its style sheet and picture
//   GET    /v1/brands?offset=&limit=    administrators: those that lie wholly in their domains → BrandPage
//   POST   /v1/brands                   NewBrand → 201 Brand
//   GET    /v1/brands/{id}              → Brand
//   PUT    /v1/brands/{id}              NewBrand → Brand; the logo stays
//   DELETE /v1/brands/{id}              → 204
//   PUT    /v1/brands/{id}/logo         the picture itself → Brand; DELETE takes it away
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"
#include "client/base/strong_id.hpp"

namespace pratique::api {

using BrandId = base::StrongId<struct BrandIdTag>;

// Colours as "#RRGGBB". What the design's rule makes of one brand colour in one theme (design, §7).
struct Accent {
  std::string fill;
  std::string on;  // text on fill
  std::string hover;
  std::string pressed;
  std::string soft;
  std::string soft_on;  // also links
  std::string focus;
  std::string panel;  // the ground of the sign-in page's panel, under white text
  bool operator==(const Accent&) const = default;
};

struct BrandLook {  // what anybody may see of it
  std::string name;
  std::string button;       // the bookmarklet's name; empty: the page's own words
  std::string support_url;  // https, http or mailto; empty: none
  std::string logo;         // path of the picture; empty: none
  std::optional<Accent> light;
  std::optional<Accent> dark;
  bool operator==(const BrandLook&) const = default;
};

struct MailTemplate {
  std::string mail;      // which: "login_link"
  std::string language;  // "en", "de"
  std::string subject;
  std::string body;  // plain text; "{link}" and others are filled in
  bool operator==(const MailTemplate&) const = default;
};

struct NewBrand {
  std::string name;  // 1 to 60 code points
  std::string button;
  std::string support_url;
  std::string accent_light;  // "#RRGGBB"; empty: the product's own
  std::string accent_dark;   // empty: made of accent_light
  std::string sender_name;   // of mails that the node sends; empty: the brand's name
  std::string sender_address;
  std::vector<std::string> domains;        // whose mail; none together with no host name: the node's own brand
  std::vector<std::string> hostnames;      // under which the portal shows this brand
  std::vector<std::string> embed_origins;  // pages that may frame the portal there, "https://panel.example:2083"
  std::vector<MailTemplate> templates;
  bool operator==(const NewBrand&) const = default;
};

struct Logo {
  std::string content_type;
  std::int64_t width = 0;  // pixels
  std::int64_t height = 0;
  std::int64_t size_bytes = 0;
  bool operator==(const Logo&) const = default;
};

struct Brand {
  BrandId id;
  NewBrand brand;  // flat on the wire
  std::optional<Logo> logo;
  std::optional<Accent> light;  // what becomes of the colours
  std::optional<Accent> dark;
  bool operator==(const Brand&) const = default;
};

struct BrandPage {
  std::vector<Brand> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const BrandPage&) const = default;
};

[[nodiscard]] std::string encode(const BrandLook& look);
[[nodiscard]] std::string encode(const NewBrand& brand);
[[nodiscard]] std::string encode(const Brand& brand);
[[nodiscard]] std::string encode(const BrandPage& page);
[[nodiscard]] base::Result<BrandLook> decode_brand_look(std::string_view json);
[[nodiscard]] base::Result<NewBrand> decode_new_brand(std::string_view json);
[[nodiscard]] base::Result<Brand> decode_brand(std::string_view json);
[[nodiscard]] base::Result<BrandPage> decode_brand_page(std::string_view json);

}  // namespace pratique::api
