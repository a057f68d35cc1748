#include <algorithm>
#include <fstream>
#include <iterator>

#include "node/domain/address.hpp"
#include "node/handlers/brands.hpp"
#include "node/tls/certificate_store.hpp"

namespace pratique::handlers {
namespace {

constexpr std::size_t kTokenBytesMax = 128;
constexpr std::size_t kChallengeBytesMax = 1024;

base::Result<api::Brand> brand_of(Services& services, const Request& request) {
  return services.storage.brands().find(request.scope(), {request.path_value("id")});
}

// Those that the bundle is to be for: one that is named, or all of the brand.
base::Result<std::vector<std::string>> asked_hosts(const Request& request, const api::Brand& brand) {
  const std::vector<std::string>& own = brand.brand.hostnames;
  if (own.empty()) return base::fail(base::ErrorCode::Refused, "This brand has no host name yet", "hostnames");
  const std::string asked = request.query_value("hostname");
  if (asked.empty()) return own;
  const auto name = domain::normalise_domain(asked);
  if (!name || std::ranges::find(own, *name) == own.end())
    return base::fail(base::ErrorCode::NotFound, "This brand has no such host name", "hostname");
  return std::vector{*name};
}

bool is_token(std::string_view token) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return !token.empty() && token.size() <= kTokenBytesMax && token.find_first_not_of(kAlphabet) == std::string_view::npos;
}

}  // namespace

Answer brand_certificates(Services& services, const Request& request) {
  TRY(const api::Brand brand, brand_of(services, request));
  TRY(const api::Certificates found, tls::CertificateStore(services.watched.data_dir).of(brand.brand.hostnames));
  return json_response(api::encode(found));
}

Answer put_brand_certificate(Services& services, const Request& request) {
  TRY(const api::Brand brand, brand_of(services, request));
  TRY(const std::vector<std::string> hosts, asked_hosts(request, brand));
  const tls::CertificateStore store(services.watched.data_dir);
  TRY(const api::Certificates kept, store.put(request.body, hosts, services.clock.wall_now()));
  for (const api::Certificate& one : kept.items)
    services.log.info(
        "certificate_kept",
        {{"request_id", request.id}, {"hostname", one.hostname}, {"fingerprint", one.fingerprint}, {"by", request.scope().actor}});
  return json_response(api::encode(kept));
}

Answer acme_challenge(Services& services, const Request& request) {
  const std::string& token = request.path_value("token");
  const auto not_there = [] { return base::fail(base::ErrorCode::NotFound, "There is no such challenge"); };
  if (!is_token(token)) return not_there();
  std::ifstream in(services.watched.data_dir / "acme-challenge" / token, std::ios::binary);
  std::string text(kChallengeBytesMax, '\0');
  if (!in || !in.read(text.data(), static_cast<std::streamsize>(text.size())).eof()) return not_there();
  text.resize(static_cast<std::size_t>(in.gcount()));
  Response response;
  response.content_type = "application/octet-stream";
  response.body = std::move(text);
  return response;
}

}  // namespace pratique::handlers
