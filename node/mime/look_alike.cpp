#include "node/mime/look_alike.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/text_key.hpp"
#include "node/domain/unicode_domain.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kLeastLetters = 5;  // of shorter names too many are one letter apart by chance

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_ip_address(std::string_view host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

icu::UnicodeString unicode_of(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

struct Split {
  std::string_view label;
  std::string_view suffix;
};
Split split(std::string_view organisational) {
  const auto dot = organisational.find('.');
  if (dot == std::string_view::npos) return {organisational, {}};
  return {organisational.substr(0, dot), organisational.substr(dot)};
}

std::u32string points_of(std::string_view text) {
  std::u32string out;
  for (const base::CodePoint point : base::code_points(text)) out += point.value;
  return out;
}

// One letter more, less, other, or two neighbours swapped.
bool one_letter_off(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a == b || b.size() - a.size() > 1) return false;
  const auto differ = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  if (a.size() < b.size()) return a.substr(differ) == b.substr(differ + 1);
  if (a.substr(differ + 1) == b.substr(differ + 1)) return true;
  return differ + 1 < a.size() && a[differ] == b[differ + 1] && a[differ + 1] == b[differ] && a.substr(differ + 2) == b.substr(differ + 2);
}

}  // namespace

LookAlikes::LookAlikes(std::span<const std::string> known) {
  UErrorCode status = U_ZERO_ERROR;
  checker_.reset(uspoof_open(&status));
  uspoof_setRestrictionLevel(checker_.get(), USPOOF_HIGHLY_RESTRICTIVE);
  uspoof_setChecks(checker_.get(), USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS, &status);
  if (U_FAILURE(status)) checker_.reset();
  for (const std::string& domain : known) {
    std::string own = domain::organisational_domain(domain);
    if (std::ranges::find(known_, own, &Known::domain) != known_.end()) continue;
    std::string spelled = domain::unicode_domain(own);
    std::string shape = skeleton(spelled);
    known_.push_back({std::move(own), std::move(spelled), std::move(shape)});
  }
}

std::string LookAlikes::skeleton(std::string_view text) const {
  if (!checker_) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  uspoof_getSkeletonUnicodeString(checker_.get(), 0, unicode_of(text), out, &status);
  // The skeleton of a zero is a capital O; names are compared without case.
  return U_FAILURE(status) ? std::string(text) : domain::fold_case(utf8_of(out));
}

// Letter by letter, so that an m stays an m (its skeleton is "rn").
std::string LookAlikes::read_as(std::string_view label) const {
  std::string out;
  for (auto point = base::code_points(label).begin(); point != base::code_points(label).end(); ++point) {
    const std::string_view letter = label.substr(point.offset(), (*point).bytes);
    out += is_ascii(letter) ? std::string(letter) : skeleton(letter);
  }
  return out;
}

bool LookAlikes::is_foreign_imitation(std::string_view label) const {
  if (is_ascii(label) || !checker_) return false;
  UErrorCode status = U_ZERO_ERROR;
  if (uspoof_check2UnicodeString(checker_.get(), unicode_of(label), nullptr, &status) != 0 && U_SUCCESS(status)) return true;
  // All of one script, and yet every letter has a Latin twin.
  if (!is_ascii(read_as(label))) return false;
  return std::ranges::any_of(points_of(label), [](char32_t letter) {
    UErrorCode ignored = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(letter), &ignored);
    return script != USCRIPT_LATIN && script != USCRIPT_COMMON && script != USCRIPT_INHERITED;
  });
}

std::optional<std::string> LookAlikes::of(std::string_view host) const {
  if (host.empty() || is_ip_address(host)) return std::nullopt;
  const auto key = domain::normalise_domain(host);
  if (!key) return std::nullopt;
  const std::string own = domain::organisational_domain(*key);
  if (own.find('.') == std::string::npos || std::ranges::find(known_, own, &Known::domain) != known_.end()) return std::nullopt;
  const std::string spelled = domain::unicode_domain(own);
  const std::string shape = skeleton(spelled);
  for (const Known& known : known_) {
    if (shape == known.skeleton) return known.spelled;
  }
  const auto [label, suffix] = split(spelled);
  // Under a suffix of its own script a name is what it is.
  if (is_ascii(suffix) && is_foreign_imitation(label)) return read_as(label) + std::string(suffix);
  const std::u32string letters = points_of(label);
  if (letters.size() < kLeastLetters) return std::nullopt;
  for (const Known& known : known_) {
    const auto [known_label, known_suffix] = split(known.spelled);
    const std::u32string known_letters = points_of(known_label);
    if (suffix == known_suffix && known_letters.size() >= kLeastLetters && one_letter_off(letters, known_letters)) return known.spelled;
  }
  return std::nullopt;
}

std::string LookAlikes::shown(std::string_view host) const {
  if (is_ip_address(host)) return std::string(host);
  const auto key = domain::normalise_domain(host);
  if (!key) return base::to_one_line(host);
  const std::string spelled = domain::unicode_domain(*key);
  std::string_view rest = spelled;
  while (!rest.empty()) {
    const auto dot = std::min(rest.find('.'), rest.size());
    if (is_foreign_imitation(rest.substr(0, dot))) return *key;
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  return spelled;
}

}  // namespace pratique::mime
