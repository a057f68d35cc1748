#include "node/commands/brand_commands.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <format>
#include <fstream>
#include <iterator>

#include "node/domain/brand.hpp"
#include "node/mailflow/replace_file.hpp"
#include "node/tls/certificate_store.hpp"
#include "node/tls/proxy.hpp"

namespace pratique::commands {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

Result<std::string> contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::BadInput, std::format("cannot read {}", file.string()));
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

Result<api::NewBrand> brand_in(const std::filesystem::path& file) {
  TRY(const std::string json, contents(file));
  auto given = api::decode_new_brand(json).and_then(domain::check_brand);
  if (!given) given.error().message = std::format("{}: {}: {}", file.string(), given.error().field, given.error().message);
  return given;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out.empty() ? "-" : out;
}

std::string line_of(const api::Brand& brand) {
  return std::format("{:<6} {:<24} hosts: {}; domains: {}", brand.id.value, brand.brand.name, joined(brand.brand.hostnames),
                     joined(brand.brand.domains));
}

std::string line_of(const api::Certificate& certificate) {
  return std::format(
      "{:<40} until {:%Y-%m-%d}, {}", certificate.hostname,
      std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(certificate.not_after.time_since_epoch())),
      certificate.is_self_signed ? "self-signed" : "by " + certificate.issuer);
}

template <class Items>
std::string lines_of(const Items& items, std::string_view none) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : "\n") + line_of(item);
  return out.empty() ? std::string(none) : out;
}

Result<std::string> list_brands(storage::BrandRepository& brands) {
  constexpr std::int64_t kPage = 200;
  std::vector<api::Brand> all;
  for (;;) {
    TRY(api::BrandPage page, brands.list(domain::Scope::system(), static_cast<std::int64_t>(all.size()), kPage));
    if (page.items.empty()) return lines_of(all, "no brands");
    for (api::Brand& one : page.items) all.push_back(std::move(one));
  }
}

// Whom the files belong to is who has to read them.
std::string owner_of(const std::filesystem::path& folder) {
  struct stat facts{};
  const uid_t id = ::stat(folder.c_str(), &facts) == 0 ? facts.st_uid : ::getuid();
  const passwd* entry = ::getpwuid(id);
  return entry == nullptr ? std::to_string(id) : entry->pw_name;
}

Result<std::vector<std::string>> host_names(storage::Storage& storage) {
  TRY(const auto every, storage.brands().every());
  std::vector<std::string> names;
  for (const storage::StoredBrand& stored : every) names.insert(names.end(), stored.brand.hostnames.begin(), stored.brand.hostnames.end());
  return names;
}

}  // namespace

Result<std::string> brand(const BrandCommand& command, storage::Storage& storage) {
  storage::BrandRepository& brands = storage.brands();
  const domain::Scope scope = domain::Scope::system();
  const api::BrandId id{command.id};
  switch (command.verb) {
    case BrandVerb::List:
      return list_brands(brands);
    case BrandVerb::Show:
      return brands.find(scope, id).transform([](const api::Brand& one) { return api::encode(one); });
    case BrandVerb::Make: {
      TRY(const api::NewBrand given, brand_in(command.file));
      return brands.add(scope, given).transform([](const api::Brand& one) { return line_of(one); });
    }
    case BrandVerb::Change: {
      TRY(const api::NewBrand given, brand_in(command.file));
      return brands.put(scope, id, given).transform([](const api::Brand& one) { return line_of(one); });
    }
    case BrandVerb::Logo: {
      TRY(const std::string bytes, contents(command.file));
      TRY_VOID(domain::check_logo(bytes));
      return brands.put_logo(scope, id, bytes).transform([](const api::Brand& one) { return line_of(one); });
    }
    case BrandVerb::Remove:
      return brands.remove(scope, id).transform([&command] { return command.id + " removed"; });
  }
  return fail(ErrorCode::Internal, "no such verb");
}

Result<std::string> certificate(const CertificateCommand& command, std::string_view input, const config::Config& config,
                                base::WallTime now) {
  const tls::CertificateStore store(config.storage.data);
  switch (command.verb) {
    case CertificateVerb::List:
      return store.list().transform([](const api::Certificates& all) { return lines_of(all.items, "no certificates"); });
    case CertificateVerb::Show:
      return store.find(command.hostname).transform([](const api::Certificate& one) {
        return std::format("{}\nsubject {}\nsha256 {}", line_of(one), one.subject, one.fingerprint);
      });
    case CertificateVerb::Put:
      return store.put(input, {command.hostname}, now).transform([](const api::Certificates& all) { return lines_of(all.items, ""); });
  }
  return fail(ErrorCode::Internal, "no such verb");
}

Result<std::string> render_proxy(const RenderProxy& command, const config::Config& config, storage::Storage& storage, base::WallTime now) {
  const tls::CertificateStore store(std::filesystem::absolute(config.storage.data));
  const auto& listen = config.http.listen;
  const bool is_v6 = listen.address.contains(':');
  tls::ProxySettings settings{.folder = std::filesystem::absolute(command.out),
                              .certificates = store.folder(),
                              .user = owner_of(config.storage.data),
                              .node = std::format("{}{}{}:{}", is_v6 ? "[" : "", listen.address, is_v6 ? "]" : "", listen.port),
                              .https = command.https,
                              .http = command.http};
  TRY(const std::string text, tls::proxy_configuration(settings));
  TRY(std::vector<std::string> names, host_names(storage));
  names.emplace_back(tls::kDefaultHost);
  TRY_VOID(store.make_missing(names, now));
  TRY_VOID(mailflow::make_folder(command.out));
  const std::filesystem::path file = settings.folder / "nginx.conf";
  TRY_VOID(mailflow::replace_file(file, text));
  return std::format("{0}: start it with nginx -c {0}; the node has to name it in [http] proxies", file.string());
}

Result<void> make_missing_certificates(const config::Config& config, storage::Storage& storage, base::WallTime now) {
  const tls::CertificateStore store(config.storage.data);
  if (!store.is_used()) return {};
  TRY(const std::vector<std::string> names, host_names(storage));
  return store.make_missing(names, now);
}

}  // namespace pratique::commands
