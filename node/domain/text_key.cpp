#include "node/domain/text_key.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "client/base/text.hpp"

namespace pratique::domain {
namespace {

icu::UnicodeString to_unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

std::string fold_case(std::string_view text) {
  bool ascii = true;
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) >= 0x80) ascii = false;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (ascii) return out;
  icu::UnicodeString unicode = to_unicode(text);
  unicode.foldCase();
  return to_utf8(unicode);
}

std::string sort_key(std::string_view text, std::size_t max_code_points) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decomposing = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) return fold_case(base::first_code_points(text, max_code_points));
  icu::UnicodeString folded = folding->normalize(to_unicode(base::first_code_points(text, max_code_points * 2)), status);
  icu::UnicodeString decomposed = decomposing->normalize(folded, status);
  if (U_FAILURE(status)) return fold_case(base::first_code_points(text, max_code_points));
  icu::UnicodeString kept;
  std::size_t count = 0;
  for (std::int32_t i = 0; i < decomposed.length() && count < max_code_points; i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    kept.append(c);
    ++count;
  }
  return to_utf8(kept.trim());
}

std::string compatibility_form(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return base::to_valid_utf8(text);
  const icu::UnicodeString composed = normalizer->normalize(to_unicode(text), status);
  return U_FAILURE(status) ? base::to_valid_utf8(text) : to_utf8(composed);
}

}  // namespace pratique::domain
