#include "node/domain/brand.hpp"

#include <algorithm>
#include <cctype>
#include <format>
#include <set>

#include "client/base/text.hpp"
#include "node/domain/accent.hpp"
#include "node/domain/address.hpp"
#include "node/domain/node_mail.hpp"
#include "node/domain/picture.hpp"

namespace pratique::domain {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::size_t kNameCodePoints = 60;
constexpr std::size_t kButtonCodePoints = 40;
constexpr std::size_t kUrlBytes = 500;
constexpr std::size_t kDomainsMax = 1000;
constexpr std::size_t kHostsMax = 50;
constexpr std::size_t kTemplatesMax = 20;

Result<void> check_line(std::string& text, std::size_t limit, const char* field) {
  text = base::to_one_line(text);
  if (base::count_code_points(text) > limit) return fail(ErrorCode::BadInput, std::format("At most {} characters", limit), field);
  return {};
}

Result<void> check_colour(std::string& text, const char* field) {
  if (text.empty()) return {};
  const auto colour = parse_rgb(text);
  if (!colour) return fail(ErrorCode::BadInput, "A colour is # and six hexadecimal digits, such as #0B5FCC", field);
  text = to_text(*colour);
  return {};
}

// Only what cannot run or break out of an attribute or a style sheet.
Result<void> check_support(const std::string& url) {
  if (url.empty()) return {};
  const bool is_link = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
  const bool is_plain = std::ranges::all_of(url, [](unsigned char c) { return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>'; });
  if (is_link && is_plain && url.size() <= kUrlBytes && url.size() > 8) return {};
  return fail(ErrorCode::BadInput, "The support link must begin with https://, http:// or mailto:", "support_url");
}

Result<void> check_names(std::vector<std::string>& names, const char* field, std::size_t limit) {
  if (names.size() > limit) return fail(ErrorCode::BadInput, std::format("At most {} of them", limit), field);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto name = normalise_domain(names[i]);
    const std::string place = std::format("{}/{}", field, i);
    if (!name) return fail(ErrorCode::BadInput, std::format("“{}” is no host name", base::to_one_line(names[i])), place);
    if (!seen.insert(*name).second) return fail(ErrorCode::BadInput, std::format("“{}” is there twice", *name), place);
    names[i] = *std::move(name);
  }
  return {};
}

Result<void> check_origins(const std::vector<std::string>& origins) {
  if (origins.size() > kHostsMax) return fail(ErrorCode::BadInput, std::format("At most {} of them", kHostsMax), "embed_origins");
  for (std::size_t i = 0; i < origins.size(); ++i) {
    if (is_origin(origins[i])) continue;
    return fail(ErrorCode::BadInput,
                std::format("“{}” is no origin: scheme, host and port, such as https://panel.example:2083", base::to_one_line(origins[i])),
                std::format("embed_origins/{}", i));
  }
  return {};
}

Result<void> check_templates(const std::vector<api::MailTemplate>& templates) {
  if (templates.size() > kTemplatesMax) return fail(ErrorCode::BadInput, std::format("At most {} of them", kTemplatesMax), "templates");
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < templates.size(); ++i) {
    const std::string field = std::format("templates/{}", i);
    TRY_VOID(check_template(templates[i], field));
    if (!seen.insert({templates[i].mail, templates[i].language}).second)
      return fail(ErrorCode::BadInput, "This mail is there twice in this language", field);
  }
  return {};
}

}  // namespace

bool is_origin(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string_view rest = text.substr(scheme);
  if (scheme == 0 || rest.empty() || std::isalnum(static_cast<unsigned char>(rest.front())) == 0) return false;
  const auto colon = rest.find(':');
  const std::string_view port = colon == std::string_view::npos ? std::string_view("0") : rest.substr(colon + 1);
  return std::ranges::all_of(rest.substr(0, colon), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.'; }) &&
         !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<api::NewBrand> check_brand(api::NewBrand brand) {
  TRY_VOID(check_line(brand.name, kNameCodePoints, "name"));
  if (brand.name.empty()) return fail(ErrorCode::BadInput, "Give the brand a name", "name");
  TRY_VOID(check_line(brand.button, kButtonCodePoints, "button"));
  TRY_VOID(check_support(brand.support_url));
  TRY_VOID(check_colour(brand.accent_light, "accent_light"));
  TRY_VOID(check_colour(brand.accent_dark, "accent_dark"));
  if (brand.accent_light.empty() && !brand.accent_dark.empty())
    return fail(ErrorCode::BadInput, "A brand with a colour for dark needs one for light", "accent_light");
  TRY_VOID(check_line(brand.sender_name, kNameCodePoints, "sender_name"));
  if (!brand.sender_address.empty()) {
    const auto address = parse_address(brand.sender_address);
    if (!address) return fail(ErrorCode::BadInput, "This is no e-mail address", "sender_address");
    brand.sender_address = address->text();
  }
  TRY_VOID(check_names(brand.domains, "domains", kDomainsMax));
  TRY_VOID(check_names(brand.hostnames, "hostnames", kHostsMax));
  TRY_VOID(check_origins(brand.embed_origins));
  TRY_VOID(check_templates(brand.templates));
  return brand;
}

Result<void> may_keep(const Scope& scope, const api::NewBrand& brand) {
  if (scope.sees_everything()) return {};
  if (brand.domains.empty())
    return fail(ErrorCode::Refused, "Name the domains that the brand is for; the brand of the whole node is its operator's", "domains");
  for (std::size_t i = 0; i < brand.domains.size(); ++i) {
    if (std::ranges::find(scope.domains, brand.domains[i]) == scope.domains.end())
      return fail(ErrorCode::NotFound, std::format("There is no domain “{}”", brand.domains[i]), std::format("domains/{}", i));
  }
  for (std::size_t i = 0; i < brand.hostnames.size(); ++i) {
    const std::string& host = brand.hostnames[i];
    const bool is_in_one =
        std::ranges::any_of(brand.domains, [&host](const std::string& domain) { return host == domain || host.ends_with("." + domain); });
    if (!is_in_one)
      return fail(ErrorCode::Refused, std::format("“{}” lies in none of the brand's domains; the node's operator can add it", host),
                  std::format("hostnames/{}", i));
  }
  const auto at = brand.sender_address.rfind('@');
  if (at != std::string::npos && std::ranges::find(brand.domains, brand.sender_address.substr(at + 1)) == brand.domains.end())
    return fail(ErrorCode::Refused, "The sender's address lies in none of the brand's domains", "sender_address");
  return {};
}

Result<api::Logo> check_logo(std::string_view bytes) {
  if (bytes.size() > kLogoBytesMax) return fail(ErrorCode::TooLarge, "A logo has at most 64 KB", "logo");
  const auto picture = picture_in(bytes);
  if (!picture) return fail(ErrorCode::BadInput, "A logo is a PNG, JPEG or WebP picture; SVG is not taken", "logo");
  if (picture->width > kLogoPixelsMax || picture->height > kLogoPixelsMax) {
    return fail(ErrorCode::BadInput,
                std::format("A logo has at most {0} x {0} pixels; this one has {1} x {2}", kLogoPixelsMax, picture->width, picture->height),
                "logo");
  }
  return api::Logo{std::string(picture->content_type), picture->width, picture->height, static_cast<std::int64_t>(bytes.size())};
}

std::optional<api::Accent> light_accent(const api::NewBrand& brand) {
  return parse_rgb(brand.accent_light).transform([](Rgb colour) { return accent_of(colour, Ground::Light); });
}

std::optional<api::Accent> dark_accent(const api::NewBrand& brand) {
  const auto own = parse_rgb(brand.accent_dark.empty() ? brand.accent_light : brand.accent_dark);
  return own.transform([](Rgb colour) { return accent_of(colour, Ground::Dark); });
}

api::NewBrand plain_brand() {
  api::NewBrand brand;
  brand.name = "Pratique";
  return brand;
}

}  // namespace pratique::domain
