#include "node/domain/address.hpp"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "client/base/text.hpp"
#include "node/domain/text_key.hpp"

namespace pratique::domain {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kMaxAddressBytes = 512;  // a quarantine form may hold a whole address in its local part
constexpr std::size_t kMaxDomainBytes = 255;
constexpr std::size_t kMaxLabelBytes = 63;

bool is_atext(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x80) return true;  // RFC 6531; validity of the UTF-8 is checked for the whole address
  if (std::isalnum(byte) != 0) return true;
  return std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Where the local part ends: the last '@' outside quotes.
std::size_t find_at(std::string_view text) {
  std::size_t begin = 0;
  if (text.starts_with('"')) {
    for (begin = 1; begin < text.size() && text[begin] != '"'; ++begin) {
      if (text[begin] == '\\') ++begin;
    }
  }
  return begin >= text.size() ? std::string_view::npos : text.find('@', begin);
}

bool is_quoted_string(std::string_view local) {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return false;
  for (std::size_t i = 1; i + 1 < local.size(); ++i) {
    if (local[i] == '"') return false;
    if (local[i] == '\\' && ++i + 1 >= local.size()) return false;
  }
  return true;
}

bool is_local_part(std::string_view local) {
  if (local.empty()) return false;
  if (local.front() == '"') return is_quoted_string(local);
  return std::ranges::all_of(local, [](char c) { return c == '.' || is_atext(c); });
}

// Address literals, RFC 5321 §4.1.3: kept as they are but for case; they are only ever compared.
bool is_address_literal(std::string_view domain) {
  if (domain.size() < 3 || domain.front() != '[' || domain.back() != ']') return false;
  return std::ranges::all_of(domain.substr(1, domain.size() - 2),
                             [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ':' || c == '-'; });
}

bool is_host_name(std::string_view domain) {
  if (domain.empty() || domain.size() > kMaxDomainBytes) return false;
  std::size_t label_bytes = 0;
  for (const char c : domain) {
    if (c == '.') {
      if (label_bytes == 0) return false;
      label_bytes = 0;
      continue;
    }
    // Underscores are not host names by the letter but do send mail.
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '_') return false;
    if (++label_bytes > kMaxLabelBytes) return false;
  }
  return label_bytes > 0;
}

std::string unquoted(std::string_view local) {
  if (!is_quoted_string(local)) return std::string(local);
  std::string out;
  for (std::size_t i = 1; i + 1 < local.size(); ++i) {
    if (local[i] == '\\') ++i;
    out += local[i];
  }
  return out;
}

std::string quoted_if_needed(std::string local) {
  if (is_local_part(local) && local.front() != '"') return local;
  std::string out = "\"";
  for (const char c : local) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

bool is_registry_suffix(std::string_view domain) {
  static constexpr std::array<std::string_view, 24> kSecondLevels = {"ac",  "asn",  "co",  "com", "edu", "firm", "gen", "go",
                                                                     "gob", "gouv", "gov", "id",  "ind", "ltd",  "mil", "ne",
                                                                     "net", "nhs",  "nom", "org", "or",  "plc",  "sch", "web"};
  const auto dot = domain.find('.');
  if (dot == std::string_view::npos) return true;
  const bool country = domain.size() - dot - 1 == 2;
  return country && std::ranges::find(kSecondLevels, domain.substr(0, dot)) != kSecondLevels.end();
}

base::Result<std::string> normalise_domain(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  if (is_address_literal(domain)) return fold_case(domain);
  if (is_host_name(domain)) {
    std::string lower = fold_case(domain);
    if (lower.find("xn--") == std::string::npos) return lower;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(
      icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, status));
  if (U_FAILURE(status)) return fail(ErrorCode::Internal, "International domain names cannot be read", {}, u_errorName(status));
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8(icu::StringPiece(domain.data(), static_cast<std::int32_t>(domain.size())), sink, info, status);
  ascii = fold_case(ascii);
  if (U_FAILURE(status) || info.hasErrors() || !is_host_name(ascii))
    return fail(ErrorCode::BadInput, "This is not a domain name", "domain");
  return ascii;
}

base::Result<Address> parse_address(std::string_view text) {
  const auto bad = [](std::string_view why) {
    return fail(ErrorCode::BadInput, "This is not an e-mail address: " + std::string(why), "address");
  };
  if (text.empty()) return bad("it is empty");
  if (text.size() > kMaxAddressBytes) return bad("it is too long");
  if (!base::is_utf8(text)) return bad("it is not UTF-8");
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
    return bad("it has control characters");
  const std::size_t at = find_at(text);
  if (at == std::string_view::npos) return bad("it has no @");
  if (!is_local_part(text.substr(0, at))) return bad("the part before the @ has characters that need quotes");
  auto domain = normalise_domain(text.substr(at + 1));
  if (!domain) return bad("the part after the @ is not a domain name");
  return Address{std::string(text.substr(0, at)), *std::move(domain)};
}

Address recipient_of(const Address& envelope_recipient, std::string_view quarantine_domain) {
  if (quarantine_domain.empty() || envelope_recipient.domain != fold_case(quarantine_domain)) return envelope_recipient;
  const std::string local = unquoted(envelope_recipient.local_part);
  const std::size_t equals = local.rfind('=');
  if (equals == std::string::npos || equals == 0) return envelope_recipient;
  auto domain = normalise_domain(std::string_view(local).substr(equals + 1));
  if (!domain) return envelope_recipient;
  return Address{quoted_if_needed(local.substr(0, equals)), *std::move(domain)};
}

bool is_in_domain(std::string_view address, std::string_view domain) {
  const auto at = address.rfind('@');
  return !domain.empty() && at != std::string_view::npos && base::equals_ignoring_ascii_case(address.substr(at + 1), domain);
}

std::string address_key(std::string_view address) {
  return fold_case(address);
}

std::string organisational_domain(std::string_view domain) {
  const auto last = domain.rfind('.');
  if (last == std::string_view::npos || last == 0) return std::string(domain);
  const auto second = domain.rfind('.', last - 1);
  if (second == std::string_view::npos) return std::string(domain);
  if (!is_registry_suffix(domain.substr(second + 1))) return std::string(domain.substr(second + 1));
  const auto third = second == 0 ? std::string_view::npos : domain.rfind('.', second - 1);
  return std::string(third == std::string_view::npos ? domain : domain.substr(third + 1));
}

}  // namespace pratique::domain
