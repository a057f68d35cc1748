// /v1/brand: what anybody sees of the brand of the host name that was asked; /v1/brands: what administrators make of theirs.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer show_brand(Services& services, const Request& request);
[[nodiscard]] Answer brand_style(Services& services, const Request& request);
[[nodiscard]] Answer brand_logo(Services& services, const Request& request);

[[nodiscard]] Answer list_brands(Services& services, const Request& request);
[[nodiscard]] Answer make_brand(Services& services, const Request& request);
[[nodiscard]] Answer find_brand(Services& services, const Request& request);
[[nodiscard]] Answer change_brand(Services& services, const Request& request);
[[nodiscard]] Answer remove_brand(Services& services, const Request& request);
[[nodiscard]] Answer put_brand_logo(Services& services, const Request& request);
[[nodiscard]] Answer remove_brand_logo(Services& services, const Request& request);

[[nodiscard]] Answer brand_certificates(Services& services, const Request& request);
[[nodiscard]] Answer put_brand_certificate(Services& services, const Request& request);
// GET /.well-known/acme-challenge/{token}: what an ACME client (RFC 8555, section 8.3) left in the data folder's acme-challenge/.
[[nodiscard]] Answer acme_challenge(Services& services, const Request& request);

}  // namespace pratique::handlers
