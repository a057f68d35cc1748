#include "node/handlers/brands.hpp"

#include <limits>

#include "node/domain/brand.hpp"
#include "node/handlers/query_text.hpp"
#include "node/tls/certificate_store.hpp"

namespace pratique::handlers {
namespace {

constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kPageMax = 200;

// Asked for with every page: the browser keeps it, and asks whether it still holds.
Response kept(const Request& request, const std::string& tag, std::string content_type, std::string body) {
  Response response;
  const std::string quoted = "\"" + tag + "\"";
  response.content_type = std::move(content_type);
  response.headers = {{"Cache-Control", "no-cache"}, {"ETag", quoted}, {"Vary", "Host"}};
  if (request.if_none_match.contains(quoted)) {
    response.status = 304;
    return response;
  }
  response.body = std::move(body);
  return response;
}

api::BrandId id_of(const Request& request) {
  return {request.path_value("id")};
}

// What was changed shows at once, to this very caller at least.
Answer shown(Services& services, const Request& request, const api::Brand& brand, std::string_view what, int status = 200) {
  TRY_VOID(services.brands.refresh());
  const tls::CertificateStore certificates(services.watched.data_dir);
  if (certificates.is_used()) TRY_VOID(certificates.make_missing(brand.brand.hostnames, services.clock.wall_now()));
  services.log.info("brand_changed",
                    {{"request_id", request.id}, {"brand", brand.id.value}, {"what", what}, {"by", request.scope().actor}});
  return json_response(api::encode(brand), status);
}

base::Result<api::NewBrand> brand_in(const Request& request) {
  TRY(api::NewBrand given, api::decode_new_brand(request.body));
  return domain::check_brand(std::move(given));
}

}  // namespace

Answer show_brand(Services& services, const Request& request) {
  const auto brand = services.brands.of_host(request.host);
  return kept(request, brand->tag, "application/json", api::encode(brand->look));
}

Answer brand_style(Services& services, const Request& request) {
  const auto brand = services.brands.of_host(request.host);
  return kept(request, brand->tag, "text/css; charset=utf-8", brand->is_plain ? "" : brand->style);
}

Answer brand_logo(Services& services, const Request& request) {
  const auto brand = services.brands.of_host(request.host);
  if (brand->logo.empty()) return base::fail(base::ErrorCode::NotFound, "This brand has no logo");
  return kept(request, brand->tag, brand->logo_type, brand->logo);
}

Answer list_brands(Services& services, const Request& request) {
  TRY(const std::int64_t limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  TRY(const std::int64_t offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  TRY(const api::BrandPage page, services.storage.brands().list(request.scope(), offset, limit));
  return json_response(api::encode(page));
}

Answer make_brand(Services& services, const Request& request) {
  TRY(const api::NewBrand given, brand_in(request));
  TRY(const api::Brand brand, services.storage.brands().add(request.scope(), given));
  return shown(services, request, brand, "made", 201);
}

Answer find_brand(Services& services, const Request& request) {
  TRY(const api::Brand brand, services.storage.brands().find(request.scope(), id_of(request)));
  return json_response(api::encode(brand));
}

Answer change_brand(Services& services, const Request& request) {
  // What is not the caller's is not there, whatever is said of it.
  TRY_VOID(services.storage.brands().find(request.scope(), id_of(request)));
  TRY(const api::NewBrand given, brand_in(request));
  TRY(const api::Brand brand, services.storage.brands().put(request.scope(), id_of(request), given));
  return shown(services, request, brand, "changed");
}

Answer remove_brand(Services& services, const Request& request) {
  TRY(const api::Brand brand, services.storage.brands().find(request.scope(), id_of(request)));
  TRY_VOID(services.storage.brands().remove(request.scope(), id_of(request)));
  TRY_VOID(shown(services, request, brand, "removed"));
  Response response;
  response.status = 204;
  return response;
}

Answer put_brand_logo(Services& services, const Request& request) {
  TRY_VOID(services.storage.brands().find(request.scope(), id_of(request)));
  TRY_VOID(domain::check_logo(request.body));
  TRY(const api::Brand brand, services.storage.brands().put_logo(request.scope(), id_of(request), request.body));
  return shown(services, request, brand, "logo");
}

Answer remove_brand_logo(Services& services, const Request& request) {
  TRY(const api::Brand brand, services.storage.brands().put_logo(request.scope(), id_of(request), {}));
  return shown(services, request, brand, "no logo");
}

}  // namespace pratique::handlers
