#include "client/base/clock.hpp"

#include "client/base/text.hpp"

namespace pratique::base {
namespace {

namespace chr = std::chrono;

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  std::string digits;
  append_integer(digits, value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

// Reads RFC 3339 from the front; `good_` stays false after the first mismatch.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = next();
      if (c < '0' || c > '9') {
        good_ = false;
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
  void expect(std::string_view any_of) {
    if (any_of.find(next()) == std::string_view::npos) good_ = false;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  char next() {
    const char c = peek();
    if (at_ < text_.size()) ++at_;
    return c;
  }
  [[nodiscard]] bool finished() const { return good_ && at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool good_ = true;
};

int read_fraction_ms(Cursor& cursor) {
  if (cursor.peek() != '.') return 0;
  cursor.next();
  int millis = cursor.digits(1) * 100;
  int scale = 10;
  while (cursor.peek() >= '0' && cursor.peek() <= '9') {
    millis += (cursor.next() - '0') * scale;
    scale /= 10;  // 0 from the fourth digit on: truncated
  }
  return millis;
}

}  // namespace

std::string format_rfc3339(WallTime time) {
  const auto day = chr::floor<chr::days>(time);
  const chr::year_month_day date(day);
  const auto millis = (time - day).count();
  std::string out;
  out.reserve(24);
  append_padded(out, static_cast<int>(date.year()), 4);
  out.push_back('-');
  append_padded(out, static_cast<unsigned>(date.month()), 2);
  out.push_back('-');
  append_padded(out, static_cast<unsigned>(date.day()), 2);
  out.push_back('T');
  append_padded(out, millis / 3'600'000, 2);
  out.push_back(':');
  append_padded(out, millis / 60'000 % 60, 2);
  out.push_back(':');
  append_padded(out, millis / 1'000 % 60, 2);
  out.push_back('.');
  append_padded(out, millis % 1'000, 3);
  out.push_back('Z');
  return out;
}

Result<WallTime> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  const int year = cursor.digits(4);
  cursor.expect("-");
  const int month = cursor.digits(2);
  cursor.expect("-");
  const int day = cursor.digits(2);
  cursor.expect("Tt ");
  const int hour = cursor.digits(2);
  cursor.expect(":");
  const int minute = cursor.digits(2);
  cursor.expect(":");
  const int second = cursor.digits(2);
  const int millis = read_fraction_ms(cursor);
  int offset_minutes = 0;
  const char zone = cursor.next();
  if (zone == '+' || zone == '-') {
    const int hours = cursor.digits(2);
    cursor.expect(":");
    const int minutes = cursor.digits(2);
    offset_minutes = (hours * 60 + minutes) * (zone == '-' ? -1 : 1);
    if (hours > 23 || minutes > 59) cursor.expect("");
  } else if (zone != 'Z' && zone != 'z') {
    cursor.expect("");
  }
  const chr::year_month_day date{chr::year(year), chr::month(static_cast<unsigned>(month)), chr::day(static_cast<unsigned>(day))};
  // Second 60 is a leap second (RFC 3339 §5.6): it becomes the last millisecond before the next minute.
  if (!cursor.finished() || year < 1 || !date.ok() || hour > 23 || minute > 59 || second > 60) {
    return fail(ErrorCode::BadInput, "Write the time as in 2026-11-22T13:02:51Z", "time");
  }
  const auto in_minute = second == 60 ? chr::milliseconds(59'999) : chr::seconds(second) + chr::milliseconds(millis);
  return WallTime(chr::sys_days(date) + chr::hours(hour) + chr::minutes(minute - offset_minutes) + in_minute);
}

}  // namespace pratique::base
