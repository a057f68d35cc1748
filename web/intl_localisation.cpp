#include "web/intl_localisation.hpp"

#include <bit>
#include <chrono>

#include "web/gate.hpp"

namespace pratique::web {
namespace {

double epoch_ms(base::WallTime at) {
  return static_cast<double>(at.time_since_epoch().count());
}

}  // namespace

void IntlLocalisation::set_language(std::string_view tag) {
  pratique_set_language(tag.data(), static_cast<int>(tag.size()));
  decimals_.clear();
  dates_.clear();
  plurals_.clear();
}
std::string IntlLocalisation::number(std::int64_t value) const {
  return decimal(static_cast<double>(value), 0);
}
std::string IntlLocalisation::decimal(double value, int fraction_digits) const {
  const std::uint64_t key = std::bit_cast<std::uint64_t>(value) * 31 + static_cast<std::uint64_t>(fraction_digits);
  return decimals_.find(key, [&] { return OwnedText(pratique_format_decimal(value, fraction_digits)).str(); });
}
std::string IntlLocalisation::date(base::WallTime at, DateStyle style) const {
  const auto key = static_cast<std::uint64_t>(at.time_since_epoch().count()) * 8 + static_cast<std::uint64_t>(style);
  return dates_.find(key, [&] { return OwnedText(pratique_format_date(epoch_ms(at), static_cast<int>(style))).str(); });
}
std::string IntlLocalisation::plural(std::int64_t count) const {
  return plurals_.find(static_cast<std::uint64_t>(count), [&] { return OwnedText(pratique_plural(static_cast<double>(count))).str(); });
}
// Clocks change on the quarter hour of every zone there is.
int IntlLocalisation::zone_offset_minutes(base::WallTime at) const {
  const auto quarter = static_cast<std::uint64_t>(std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count() / 15);
  return offsets_.find(quarter, [&] { return pratique_zone_offset_minutes(epoch_ms(at)); });
}

}  // namespace pratique::web
