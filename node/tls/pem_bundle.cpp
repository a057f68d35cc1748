#include "node/tls/pem_bundle.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <chrono>
#include <ctime>
#include <format>

#include "client/base/text.hpp"
#include "node/tls/pem_blocks.hpp"

namespace pratique::tls {
namespace {

using base::Result;

constexpr int kRsaBitsMin = 2048;

// For people: the common name, else the whole name.
std::string name_of(const X509_NAME* name) {
  std::array<char, 256> text{};
  if (X509_NAME_get_text_by_NID(name, NID_commonName, text.data(), static_cast<int>(text.size())) <= 0)
    X509_NAME_oneline(name, text.data(), static_cast<int>(text.size()));
  return base::to_one_line(text.data());
}

base::WallTime time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return base::WallTime(std::chrono::seconds(timegm(&parts)));
}

std::string date_of(base::WallTime time) {
  return std::format("{:%Y-%m-%d}",
                     std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(time.time_since_epoch())));
}

bool issued(const PlacedCert& issuer, const PlacedCert& subject) {
  return X509_check_issued(issuer.cert.get(), subject.cert.get()) == X509_V_OK &&
         X509_verify(subject.cert.get(), X509_get0_pubkey(issuer.cert.get())) == 1;
}

Result<void> check_key(const Blocks& blocks) {
  const PlacedCert& first = blocks.certs.front();
  if (X509_check_private_key(first.cert.get(), blocks.key.get()) == 1) {
    if (EVP_PKEY_base_id(blocks.key.get()) == EVP_PKEY_RSA && EVP_PKEY_bits(blocks.key.get()) < kRsaBitsMin)
      return bad_bundle(std::format("The key in block {} is too weak: {} bits, where browsers want {}", blocks.key_block,
                                    EVP_PKEY_bits(blocks.key.get()), kRsaBitsMin));
    return {};
  }
  for (const PlacedCert& other : blocks.certs) {
    if (X509_check_private_key(other.cert.get(), blocks.key.get()) == 1)
      return bad_bundle(std::format("The order is wrong: block {} is the certificate of the key and has to come before block {}",
                                    other.block, first.block));
  }
  return bad_bundle(
      std::format("The private key in block {} does not belong to the certificate in block {}", blocks.key_block, first.block));
}

Result<void> check_order(const std::vector<PlacedCert>& certs) {
  for (std::size_t i = 0; i + 1 < certs.size(); ++i) {
    if (issued(certs[i + 1], certs[i])) continue;
    for (const PlacedCert& other : certs) {
      if (&other != &certs[i] && issued(other, certs[i]))
        return bad_bundle(std::format("The order is wrong: block {} was issued by block {}, not by block {} that follows it",
                                      certs[i].block, other.block, certs[i + 1].block));
    }
    return bad_bundle(std::format("The chain has a gap: block {} was issued by “{}”, and block {} is “{}”", certs[i].block,
                                  name_of(X509_get_issuer_name(certs[i].cert.get())), certs[i + 1].block,
                                  name_of(X509_get_subject_name(certs[i + 1].cert.get()))));
  }
  return {};
}

// A chain ends with a root, or with what a root of this machine issued: browsers know the same roots, more or less.
Result<void> check_end(const PlacedCert& last) {
  if (issued(last, last)) return {};
  const Store store(X509_STORE_new());
  const StoreContext context(X509_STORE_CTX_new());
  X509* issuer = nullptr;
  const bool is_known = X509_STORE_set_default_paths(store.get()) == 1 &&
                        X509_STORE_CTX_init(context.get(), store.get(), last.cert.get(), nullptr) == 1 &&
                        X509_STORE_CTX_get1_issuer(&issuer, context.get(), last.cert.get()) == 1;
  const Cert owned(issuer);
  ERR_clear_error();
  if (is_known) return {};
  return bad_bundle(std::format("The chain is not complete: the certificate of “{}”, which issued block {}, is missing after it",
                                name_of(X509_get_issuer_name(last.cert.get())), last.block));
}

Result<void> check_dates(const PlacedCert& placed, base::WallTime now) {
  const base::WallTime begin = time_of(X509_get0_notBefore(placed.cert.get())), end = time_of(X509_get0_notAfter(placed.cert.get()));
  if (now < begin) return bad_bundle(std::format("The certificate in block {} is not valid before {}", placed.block, date_of(begin)));
  if (now > end) return bad_bundle(std::format("The certificate in block {} expired on {}", placed.block, date_of(end)));
  return {};
}

Result<void> check_names(const PlacedCert& placed, const std::vector<std::string>& hostnames) {
  std::string missing;
  for (const std::string& host : hostnames) {
    if (X509_check_host(placed.cert.get(), host.data(), host.size(), 0, nullptr) != 1) missing += (missing.empty() ? "" : ", ") + host;
  }
  if (missing.empty()) return {};
  return bad_bundle(std::format("The certificate in block {} does not cover {}", placed.block, missing));
}

api::Certificate described(const X509& const_cert) {
  auto* cert = const_cast<X509*>(&const_cert);  // OpenSSL fills caches in it
  api::Certificate out;
  out.subject = name_of(X509_get_subject_name(cert));
  out.issuer = name_of(X509_get_issuer_name(cert));
  out.not_before = time_of(X509_get0_notBefore(cert));
  out.not_after = time_of(X509_get0_notAfter(cert));
  out.is_self_signed = X509_check_issued(cert, cert) == X509_V_OK;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  X509_digest(cert, EVP_sha256(), digest.data(), &length);
  for (unsigned int i = 0; i < length; ++i) out.fingerprint += std::format("{:02x}", digest[i]);
  return out;
}

std::string text_of(const Bio& memory) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &data);
  return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

std::string pem_of(EVP_PKEY* key, const std::vector<PlacedCert>& certs) {
  const Bio out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  for (const PlacedCert& placed : certs) PEM_write_bio_X509(out.get(), placed.cert.get());
  return text_of(out);
}

}  // namespace

Result<Bundle> check_bundle(std::string_view pem, const std::vector<std::string>& hostnames, base::WallTime now) {
  if (pem.size() > kBundleBytesMax) return base::fail(base::ErrorCode::TooLarge, "A bundle has at most 256 KB", "certificate");
  TRY(const Blocks blocks, read_blocks(pem));
  TRY_VOID(check_key(blocks));
  for (const PlacedCert& placed : blocks.certs) TRY_VOID(check_dates(placed, now));
  TRY_VOID(check_order(blocks.certs));
  TRY_VOID(check_end(blocks.certs.back()));
  TRY_VOID(check_names(blocks.certs.front(), hostnames));
  return Bundle{pem_of(blocks.key.get(), blocks.certs), described(*blocks.certs.front().cert)};
}

Result<api::Certificate> describe_bundle(std::string_view pem) {
  const auto blocks = read_blocks(pem);
  if (!blocks) return base::fail(base::ErrorCode::Internal, "A kept certificate cannot be read", {}, blocks.error().message);
  return described(*blocks->certs.front().cert);
}

Result<std::string> self_signed(const std::string& hostname, base::WallTime now) {
  const auto failed = [] { return base::fail(base::ErrorCode::Internal, "A certificate cannot be made"); };
  const Key key(EVP_EC_gen("P-256"));
  std::vector<PlacedCert> certs(1);
  certs.front().cert.reset(X509_new());
  X509* cert = certs.front().cert.get();
  if (!key || cert == nullptr) return failed();
  constexpr long kDaySecs = 86400;
  const auto from = static_cast<time_t>(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  X509_set_version(cert, X509_VERSION_3);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(cert), from);
  ASN1_TIME_set(X509_getm_notBefore(cert), from - kDaySecs);  // for clocks that are late
  ASN1_TIME_set(X509_getm_notAfter(cert), from + 397 * kDaySecs);
  X509_set_pubkey(cert, key.get());
  X509_NAME* name = X509_get_subject_name(cert);
  const std::string shown = hostname.substr(0, 64);  // as long as a common name may be
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(shown.c_str()), -1, -1, 0);
  X509_set_issuer_name(cert, name);
  const std::string names = "DNS:" + hostname;
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  const bool has_names = extension != nullptr && X509_add_ext(cert, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  if (!has_names || X509_sign(cert, key.get(), EVP_sha256()) == 0) return failed();
  return pem_of(key.get(), certs);
}

}  // namespace pratique::tls
