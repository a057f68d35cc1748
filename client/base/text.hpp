// Text as the product uses it: UTF-8 from hostile places made safe, and percent-encoding (RFC 3986 §2.1).
// Pure functions, total for any bytes; no locale. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pratique::base {

inline constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value = kReplacement;
  std::size_t bytes = 1;  // how far to step; at least 1
  bool valid = false;     // false: these bytes are not UTF-8 and `value` is U+FFFD
  bool operator==(const CodePoint&) const = default;
};

// The code point that starts at `offset` (below text.size()). A bad sequence steps over its maximal valid prefix, as WHATWG Encoding does.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t offset);

// for (CodePoint point : code_points(text))
class CodePoints {
 public:
  class Iterator {
   public:
    Iterator(std::string_view text, std::size_t offset) : text_(text), offset_(offset) { load(); }
    CodePoint operator*() const { return current_; }
    Iterator& operator++() {
      offset_ += current_.bytes;
      load();
      return *this;
    }
    bool operator==(const Iterator& other) const { return offset_ == other.offset_; }
    [[nodiscard]] std::size_t offset() const { return offset_; }

   private:
    void load() {
      if (offset_ < text_.size()) current_ = code_point_at(text_, offset_);
    }
    std::string_view text_;
    std::size_t offset_;
    CodePoint current_;
  };
  explicit CodePoints(std::string_view text) : text_(text) {}
  [[nodiscard]] Iterator begin() const { return {text_, 0}; }
  [[nodiscard]] Iterator end() const { return {text_, text_.size()}; }

 private:
  std::string_view text_;
};
[[nodiscard]] inline CodePoints code_points(std::string_view text) {
  return CodePoints(text);
}

[[nodiscard]] bool is_utf8(std::string_view text);
[[nodiscard]] std::size_t count_code_points(std::string_view text);
// Surrogates and values above U+10FFFF are written as U+FFFD.
void append_utf8(std::string& out, char32_t value);
// Bad bytes become U+FFFD, one per maximal valid prefix.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);
// For one line of text: controls (C0, DEL, C1, U+2028, U+2029) become one blank, runs of blanks too; ends trimmed; result is valid UTF-8.
[[nodiscard]] std::string to_one_line(std::string_view text);
// Drops controls but LF and TAB; CR LF and CR become LF; result is valid UTF-8.
[[nodiscard]] std::string strip_controls(std::string_view text);
// The first `limit` code points; cuts no sequence in two.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t limit);

// As text or as a quoted attribute value of HTML; NUL becomes U+FFFD, other bytes stay as they are.
void append_html(std::string& out, std::string_view text);

// Everything but RFC 3986 "unreserved" is encoded.
[[nodiscard]] std::string percent_encode(std::string_view text);
enum class PlusSign : std::uint8_t { Plus, Blank };  // Blank: application/x-www-form-urlencoded
// A `%` without two hex digits stands for itself. The result may be any bytes.
[[nodiscard]] std::string percent_decode(std::string_view text, PlusSign plus = PlusSign::Plus);

[[nodiscard]] std::string to_lower_ascii(std::string_view text);
[[nodiscard]] bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);
[[nodiscard]] std::string_view trim(std::string_view text);                      // blanks, tabs, CR, LF
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);  // the whole text, with an optional minus
void append_integer(std::string& out, std::int64_t value);

}  // namespace pratique::base
