#include "client/api/query/values.hpp"

#include <cmath>

#include "client/base/text.hpp"

namespace pratique::api::query {
namespace {

namespace chr = std::chrono;

constexpr double kMicros = 1e6;
constexpr int kMaxIntegerDigits = 12;  // keeps value times a million exact in a double's 53 bits for sizes that occur

// Digits with an optional fraction from the front of `text`, which is advanced.
std::optional<double> take_decimal(std::string_view& text) {
  std::int64_t whole = 0;
  std::int64_t micros = 0;
  int digits = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    if (++digits > kMaxIntegerDigits) return std::nullopt;
    whole = whole * 10 + (text[0] - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  if (text.size() >= 2 && text[0] == '.' && text[1] >= '0' && text[1] <= '9') {
    text.remove_prefix(1);
    for (std::int64_t scale = 100'000; !text.empty() && text[0] >= '0' && text[0] <= '9'; scale /= 10) {
      micros += (text[0] - '0') * scale;
      text.remove_prefix(1);
    }
  }
  return (static_cast<double>(whole) * kMicros + static_cast<double>(micros)) / kMicros;
}

base::WallTime start_of_day(base::WallTime now, int zone_offset_minutes) {
  const auto offset = chr::minutes(zone_offset_minutes);
  return base::WallTime(chr::floor<chr::days>(now + offset)) - offset;
}

// "3d": an age with its unit; ages beyond ten years are typing errors.
std::optional<base::WallTime> parse_age(std::string_view text, base::WallTime now, int zone_offset_minutes) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9') return std::nullopt;
  const auto count = base::parse_integer(text.substr(0, text.size() - 1));
  if (!count || *count > 3'660) return std::nullopt;
  switch (text.back()) {
    case 'h':
      return now - chr::hours(*count);
    case 'd':
      return start_of_day(now, zone_offset_minutes) - chr::days(*count);
    case 'w':
      return *count > 522 ? std::nullopt : std::optional(start_of_day(now, zone_offset_minutes) - chr::weeks(*count));
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<double> parse_size(std::string_view text) {
  const auto number = take_decimal(text);
  if (!number) return std::nullopt;
  std::string unit = base::to_lower_ascii(base::trim(text));
  if (unit.size() > 1 && unit.ends_with('b')) unit.pop_back();
  double factor = 0;
  if (unit.empty() || unit == "b") factor = 1;
  if (unit == "k") factor = 1024;
  if (unit == "m") factor = 1024.0 * 1024;
  if (unit == "g") factor = 1024.0 * 1024 * 1024;
  const double bytes = std::floor(*number * factor);
  if (factor == 0 || bytes >= 1e12) return std::nullopt;
  return bytes;
}

std::optional<double> parse_score(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto number = take_decimal(text);
  if (!number || !text.empty() || *number > 1e6) return std::nullopt;
  return negative && *number != 0 ? -*number : *number;
}

std::string print_number(double value) {
  const auto micros = static_cast<std::int64_t>(std::llround(std::fabs(value) * kMicros));
  std::string out = value < 0 ? "-" : "";
  base::append_integer(out, micros / 1'000'000);
  std::int64_t rest = micros % 1'000'000;
  if (rest == 0) return out;
  out.push_back('.');
  for (std::int64_t scale = 100'000; rest > 0; scale /= 10) {
    out.push_back(static_cast<char>('0' + rest / scale));
    rest %= scale;
  }
  return out;
}

std::optional<base::WallTime> parse_date(std::string_view text, base::WallTime now, int zone_offset_minutes) {
  const std::string word = base::to_lower_ascii(text);
  const base::WallTime today = start_of_day(now, zone_offset_minutes);
  if (word == "today") return today;
  if (word == "yesterday") return today - chr::days(1);
  if (word == "tomorrow") return today + chr::days(1);
  if (const auto age = parse_age(word, now, zone_offset_minutes)) return age;
  if (text.size() == 10) {
    std::string midnight(text);
    midnight += "T00:00:00Z";
    const auto day = base::parse_rfc3339(midnight);
    return day ? std::optional(*day - chr::minutes(zone_offset_minutes)) : std::nullopt;
  }
  const auto instant = base::parse_rfc3339(text);
  return instant ? std::optional(*instant) : std::nullopt;
}

}  // namespace pratique::api::query
