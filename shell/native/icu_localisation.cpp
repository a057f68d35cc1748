#include "shell/native/icu_localisation.hpp"

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

namespace pratique::native {

namespace {

[[nodiscard]] std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

[[nodiscard]] const char16_t* skeleton_of(ports::Localisation::DateStyle style) {
  using Style = ports::Localisation::DateStyle;
  switch (style) {
    case Style::Time:
      return u"Hmm";
    case Style::WeekdayTime:
      return u"EHmm";
    case Style::DayMonth:
      return u"dMMM";
    case Style::DayMonthYear:
      return u"dMMMy";
    case Style::Full:
      return u"EdMMMyHmm";
    case Style::WeekdayDayMonth:
      return u"EEEEdMMMM";
    case Style::TimeSeconds:
      return u"Hmmss";
  }
  return u"dMMMy";
}

}  // namespace

struct IcuLocalisation::Icu {
  icu::Locale locale;
  std::unique_ptr<icu::TimeZone> zone;
  std::unique_ptr<icu::PluralRules> plurals;
};

IcuLocalisation::IcuLocalisation(const std::string& language, const std::string& time_zone) : icu_(std::make_unique<Icu>()) {
  UErrorCode status = U_ZERO_ERROR;
  // The pseudo-locales read their numbers and dates as English; English itself as in Britain: day before month, 24 hours.
  bool english = language.starts_with("en") || language == "ar-XB";
  icu_->locale = english ? icu::Locale("en", "GB") : icu::Locale::forLanguageTag(language, status);
  if (U_FAILURE(status) || icu_->locale.isBogus()) icu_->locale = icu::Locale("en", "GB");
  icu_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone.empty() ? "UTC" : time_zone)));
  status = U_ZERO_ERROR;
  icu_->plurals.reset(icu::PluralRules::forLocale(icu_->locale, status));
}

IcuLocalisation::~IcuLocalisation() = default;

std::string IcuLocalisation::number(std::int64_t value) const {
  UErrorCode status = U_ZERO_ERROR;
  return to_utf8(icu::number::NumberFormatter::withLocale(icu_->locale).formatInt(value, status).toString(status));
}

std::string IcuLocalisation::decimal(double value, int fraction_digits) const {
  UErrorCode status = U_ZERO_ERROR;
  auto format = icu::number::NumberFormatter::withLocale(icu_->locale).precision(icu::number::Precision::fixedFraction(fraction_digits));
  return to_utf8(format.formatDouble(value, status).toString(status));
}

std::string IcuLocalisation::date(base::WallTime at, DateStyle style) const {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::DateTimePatternGenerator> patterns(icu::DateTimePatternGenerator::createInstance(icu_->locale, status));
  if (U_FAILURE(status)) return {};
  icu::UnicodeString pattern = patterns->getBestPattern(skeleton_of(style), status);
  icu::SimpleDateFormat format(pattern, icu_->locale, status);
  if (U_FAILURE(status)) return {};
  format.setTimeZone(*icu_->zone);
  icu::UnicodeString out;
  format.format(static_cast<UDate>(at.time_since_epoch().count()), out);
  return to_utf8(out);
}

std::string IcuLocalisation::plural(std::int64_t count) const {
  if (!icu_->plurals) return "other";
  return to_utf8(icu_->plurals->select(static_cast<std::int32_t>(count % 1'000'000)));
}

int IcuLocalisation::zone_offset_minutes(base::WallTime at) const {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw_ms = 0, daylight_ms = 0;
  icu_->zone->getOffset(static_cast<UDate>(at.time_since_epoch().count()), false, raw_ms, daylight_ms, status);
  return U_FAILURE(status) ? 0 : (raw_ms + daylight_ms) / 60'000;
}

}  // namespace pratique::native
