#include "node/tls/certificate_store.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "node/domain/address.hpp"
#include "node/mailflow/replace_file.hpp"
#include "node/tls/pem_bundle.hpp"

namespace pratique::tls {
namespace {

using base::ErrorCode;
using base::fail;

// Host names are kept as A-labels: nothing in them means anything to a file system.
base::Result<std::filesystem::path> file_of(const std::filesystem::path& folder, std::string_view hostname) {
  const auto name = domain::normalise_domain(hostname);
  if (!name) return fail(ErrorCode::BadInput, "This is no host name", "hostname");
  return folder / (*name + ".pem");
}

base::Result<void> keep(const std::filesystem::path& folder, std::string_view hostname, std::string_view pem) {
  TRY(const std::filesystem::path file, file_of(folder, hostname));
  TRY_VOID(mailflow::make_folder(folder));
  std::error_code ignored;
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
  return mailflow::replace_file(file, pem, mailflow::Readers::OwnerAlone);
}

}  // namespace

base::Result<api::Certificates> CertificateStore::put(std::string_view pem, const std::vector<std::string>& hostnames,
                                                      base::WallTime now) const {
  for (const std::string& host : hostnames) TRY_VOID(file_of(folder_, host));
  TRY(const Bundle bundle, check_bundle(pem, hostnames, now));
  for (const std::string& host : hostnames) TRY_VOID(keep(folder_, host, bundle.pem));
  return of(hostnames);
}

base::Result<api::Certificate> CertificateStore::find(std::string_view hostname) const {
  TRY(const std::filesystem::path file, file_of(folder_, hostname));
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::NotFound, "There is no certificate for this host name", "hostname");
  const std::string pem{std::istreambuf_iterator<char>(in), {}};
  TRY(api::Certificate certificate, describe_bundle(pem));
  certificate.hostname = file.stem().string();
  return certificate;
}

base::Result<api::Certificates> CertificateStore::list() const {
  std::vector<std::string> names;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder_, error); !error && entry != std::filesystem::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(".pem") && !name.starts_with('.')) names.push_back(entry->path().stem().string());
  }
  std::ranges::sort(names);
  return of(names);
}

base::Result<api::Certificates> CertificateStore::of(const std::vector<std::string>& hostnames) const {
  api::Certificates found;
  for (const std::string& host : hostnames) {
    auto certificate = find(host);
    if (certificate)
      found.items.push_back(*std::move(certificate));
    else if (certificate.error().code != ErrorCode::NotFound)
      return std::unexpected(std::move(certificate).error());
  }
  return found;
}

bool CertificateStore::is_used() const {
  std::error_code ignored;
  return std::filesystem::exists(folder_ / (std::string(kDefaultHost) + ".pem"), ignored);
}

base::Result<void> CertificateStore::make_missing(const std::vector<std::string>& hostnames, base::WallTime now) const {
  for (const std::string& host : hostnames) {
    if (find(host)) continue;
    TRY(const std::string pem, self_signed(host, now));
    TRY_VOID(keep(folder_, host, pem));
  }
  return {};
}

}  // namespace pratique::tls
