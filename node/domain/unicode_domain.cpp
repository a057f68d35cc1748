#include "node/domain/unicode_domain.hpp"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <memory>

namespace pratique::domain {

std::string unicode_domain(const std::string& domain) {
  if (domain.find("xn--") == std::string::npos) return domain;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_UNICODE, status));
  if (U_FAILURE(status)) return domain;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  idna->nameToUnicodeUTF8(icu::StringPiece(domain.data(), static_cast<std::int32_t>(domain.size())), sink, info, status);
  return U_FAILURE(status) || info.hasErrors() ? domain : out;
}

}  // namespace pratique::domain
