// ports::Localisation by the browser's Intl: separators, dates, plural rules and the reader's time zone. The language is
// set when the look changes; an unknown tag falls back to English. UI thread.
#pragma once

#include "client/ports/platform.hpp"

namespace pratique::web {

class IntlLocalisation final : public ports::Localisation {
 public:
  void set_language(std::string_view tag);  // BCP 47
  [[nodiscard]] std::string number(std::int64_t value) const override;
  [[nodiscard]] std::string decimal(double value, int fraction_digits) const override;
  [[nodiscard]] std::string date(base::WallTime at, DateStyle style) const override;
  [[nodiscard]] std::string plural(std::int64_t count) const override;
  [[nodiscard]] int zone_offset_minutes(base::WallTime at) const override;
};

}  // namespace pratique::web
