#include "web/intl_localisation.hpp"

#include "web/gate.hpp"

namespace pratique::web {
namespace {

double epoch_ms(base::WallTime at) {
  return static_cast<double>(at.time_since_epoch().count());
}

}  // namespace

void IntlLocalisation::set_language(std::string_view tag) {
  pratique_set_language(tag.data(), static_cast<int>(tag.size()));
}
std::string IntlLocalisation::number(std::int64_t value) const {
  return decimal(static_cast<double>(value), 0);
}
std::string IntlLocalisation::decimal(double value, int fraction_digits) const {
  return OwnedText(pratique_format_decimal(value, fraction_digits)).str();
}
std::string IntlLocalisation::date(base::WallTime at, DateStyle style) const {
  return OwnedText(pratique_format_date(epoch_ms(at), static_cast<int>(style))).str();
}
std::string IntlLocalisation::plural(std::int64_t count) const {
  return OwnedText(pratique_plural(static_cast<double>(count))).str();
}
int IntlLocalisation::zone_offset_minutes(base::WallTime at) const {
  return pratique_zone_offset_minutes(epoch_ms(at));
}

}  // namespace pratique::web
