// What a brand may say: every field checked and put into the form it is kept in. Pure; any thread.
#pragma once

#include <string_view>

#include "client/api/brand.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::domain {

inline constexpr std::size_t kLogoBytesMax = std::size_t{64} << 10;
inline constexpr std::int64_t kLogoPixelsMax = 1024;  // each way

// Domains and host names normalised, colours in capitals. BadInput names the field ("hostnames/1", "templates/0/body").
[[nodiscard]] base::Result<api::NewBrand> check_brand(api::NewBrand brand);

// Whether `scope` may keep a brand that says this: administrators, for their own domains, and host names in these. NotFound for a domain
// that is not theirs; Refused for a host name elsewhere, or for the brand of the whole node.
[[nodiscard]] base::Result<void> may_keep(const Scope& scope, const api::NewBrand& brand);

// BadInput or TooLarge, with the field “logo”: no PNG, JPEG or WebP by content, or too large. (SVG is a program: refused.)
[[nodiscard]] base::Result<api::Logo> check_logo(std::string_view bytes);

// What becomes of its colours; nothing where it has none.
[[nodiscard]] std::optional<api::Accent> light_accent(const api::NewBrand& brand);
[[nodiscard]] std::optional<api::Accent> dark_accent(const api::NewBrand& brand);

// "https://panel.example:2083": what a browser calls an origin, and nothing that would be more than one in a Content-Security-Policy.
[[nodiscard]] bool is_origin(std::string_view text);

// What the product calls itself where no brand says otherwise.
[[nodiscard]] api::NewBrand plain_brand();

}  // namespace pratique::domain
