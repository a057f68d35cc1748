// The reader's language and zone by ICU, for native builds and tests. Same outcome as Intl gives in the browser. UI thread; a language
// or zone that ICU does not know falls back to English and UTC.
#pragma once

#include <memory>
#include <string>

#include "client/ports/platform.hpp"

namespace pratique::native {

class IcuLocalisation final : public ports::Localisation {
 public:
  IcuLocalisation(const std::string& language, const std::string& time_zone);  // BCP 47, IANA
  ~IcuLocalisation() override;
  [[nodiscard]] std::string number(std::int64_t value) const override;
  [[nodiscard]] std::string decimal(double value, int fraction_digits) const override;
  [[nodiscard]] std::string date(base::WallTime at, DateStyle style) const override;
  [[nodiscard]] std::string plural(std::int64_t count) const override;
  [[nodiscard]] int zone_offset_minutes(base::WallTime at) const override;

 private:
  struct Icu;
  std::unique_ptr<Icu> icu_;
};

}  // namespace pratique::native
