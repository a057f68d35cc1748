#include "ui/strings/format.hpp"

#include <chrono>
#include <cmath>

namespace pratique::strings {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::int64_t kWeekdayDays = 6;  // further back a weekday's name would be ambiguous

int year_of(std::int64_t day) {
  return static_cast<int>(std::chrono::year_month_day(std::chrono::sys_days(days(day))).year());
}

}  // namespace

std::int64_t local_day(const ports::Localisation& localisation, base::WallTime at) {
  return floor<days>(at + minutes(localisation.zone_offset_minutes(at))).time_since_epoch().count();
}

base::WallTime start_of_day(const ports::Localisation& localisation, std::int64_t day) {
  const base::WallTime as_utc{milliseconds(days(day))};
  // The offset is asked for at the guess and again at the result: they differ only on days when clocks change.
  const base::WallTime guess = as_utc - minutes(localisation.zone_offset_minutes(as_utc));
  return as_utc - minutes(localisation.zone_offset_minutes(guess));
}

std::string row_time(const Catalog& catalog, base::WallTime at, base::WallTime now) {
  using Style = ports::Localisation::DateStyle;
  const ports::Localisation& localisation = catalog.localisation();
  const std::int64_t today = local_day(localisation, now);
  const std::int64_t day = local_day(localisation, at);
  if (day == today) return localisation.date(at, Style::Time);
  if (day < today && today - day <= kWeekdayDays) return localisation.date(at, Style::WeekdayTime);
  return localisation.date(at, year_of(day) == year_of(today) ? Style::DayMonth : Style::DayMonthYear);
}

std::string exact_time(const Catalog& catalog, base::WallTime at) {
  return catalog.localisation().date(at, ports::Localisation::DateStyle::TimeSeconds);
}

std::string full_time(const Catalog& catalog, base::WallTime at) {
  return catalog.localisation().date(at, ports::Localisation::DateStyle::Full);
}

std::string day_heading(const Catalog& catalog, std::int64_t day, base::WallTime now) {
  using Style = ports::Localisation::DateStyle;
  const ports::Localisation& localisation = catalog.localisation();
  const std::int64_t today = local_day(localisation, now);
  if (day == today) return std::string(catalog.text(Key::Today));
  if (day == today - 1) return std::string(catalog.text(Key::Yesterday));
  const base::WallTime noon = start_of_day(localisation, day) + std::chrono::hours(12);
  return localisation.date(noon, year_of(day) == year_of(today) ? Style::WeekdayDayMonth : Style::DayMonthYear);
}

std::string size(const Catalog& catalog, std::int64_t bytes) {
  struct Unit {
    Key key;
    double bytes;
  };
  constexpr Unit kUnits[] = {{Key::SizeGigabytes, 1e9}, {Key::SizeMegabytes, 1e6}, {Key::SizeKilobytes, 1e3}};
  for (const Unit& unit : kUnits) {
    const double value = static_cast<double>(bytes) / unit.bytes;
    if (value < 0.9995) continue;
    const int digits = value < 9.95 && unit.key != Key::SizeKilobytes ? 1 : 0;
    const std::string text = catalog.localisation().decimal(value, digits);
    return catalog.format(unit.key, {{"size", text}});
  }
  return catalog.format(Key::SizeBytes, {{"size", number(catalog, bytes)}});
}

std::string score(const Catalog& catalog, double value) {
  return catalog.localisation().decimal(value, 1);
}

std::string signed_weight(const Catalog& catalog, double value) {
  const std::string magnitude = catalog.localisation().decimal(std::abs(value), 1);
  if (std::abs(value) < 0.05) return magnitude;
  return (value < 0 ? "\u2212" : "+") + magnitude;
}

std::string number(const Catalog& catalog, std::int64_t value) {
  return catalog.localisation().number(value);
}

}  // namespace pratique::strings
