#include "client/base/text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace pratique::base;
using namespace std::string_view_literals;

TEST_CASE("Code points of every length are read and written back alike") {
  std::string text;
  for (char32_t value : {U'\0', U'A', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF', U'\xE000', U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
    append_utf8(text, value);
  }
  std::string again;
  for (CodePoint point : code_points(text)) {
    CHECK(point.valid);
    append_utf8(again, point.value);
  }
  CHECK(again == text);
  CHECK(count_code_points(text) == 11);
  CHECK(is_utf8(text));
}

TEST_CASE("Every single code point survives encoding; surrogates and beyond become the replacement") {
  for (char32_t value = 0; value <= 0x110000; ++value) {
    std::string text;
    append_utf8(text, value);
    const bool scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    const CodePoint point = code_point_at(text, 0);
    if (point != CodePoint{scalar ? value : kReplacement, text.size(), true}) FAIL_CHECK("code point " << static_cast<unsigned>(value));
  }
}

TEST_CASE("Bad bytes become U+FFFD, one for each maximal valid prefix") {
  struct Case {
    std::string_view bytes;
    std::string_view expected;
  };
  const std::vector<Case> cases = {
      {"a\x80z", "a\uFFFDz"},                            // a lone continuation
      {"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong slash
      {"\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},            // overlong in three bytes
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},            // surrogate
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // above U+10FFFF
      {"\xE2\x82", "\uFFFD"},                            // cut at the end
      {"\xE2\x82z", "\uFFFDz"},                          // cut in the middle
      {"\xF0\x9F\x98", "\uFFFD"},
      {"\xFF\xFE", "\uFFFD\uFFFD"},
  };
  for (const Case& c : cases) {
    CHECK_FALSE(is_utf8(c.bytes));
    CHECK(to_valid_utf8(c.bytes) == c.expected);
    CHECK(is_utf8(to_valid_utf8(c.bytes)));
  }
  CHECK(to_valid_utf8("grüße 数据 😀") == "grüße 数据 😀");
}

TEST_CASE("One line stays one line whatever a sender put in it") {
  CHECK(to_one_line("  a\r\n\tb\x07\xC2\x85 c\u2028d  ") == "a b c d");
  CHECK(to_one_line("\0a\0"sv) == "a");
  CHECK(to_one_line(" \r\n ").empty());
  CHECK(to_one_line("x\xFFy") == "x\uFFFDy");
}

TEST_CASE("Controls leave a text, line ends become LF") {
  CHECK(strip_controls("a\r\nb\rc\nd\te\x1B[31m\x7F") == "a\nb\nc\nd\te[31m");
  CHECK(strip_controls("\r\r\n\n") == "\n\n\n");
}

TEST_CASE("Cutting a text counts code points and never splits one") {
  CHECK(first_code_points("äöü", 2) == "äö");
  CHECK(first_code_points("äöü", 9) == "äöü");
  CHECK(first_code_points("😀a", 1) == "😀");
  CHECK(first_code_points("", 3).empty());
}

TEST_CASE("Percent-encoding takes any bytes there and back") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  CHECK(percent_decode(percent_encode(bytes)) == bytes);
  CHECK(percent_encode("a b&c=ä/~-._") == "a%20b%26c%3D%C3%A4%2F~-._");
  CHECK(percent_decode("a%2") == "a%2");
  CHECK(percent_decode("%zz%4") == "%zz%4");
  CHECK(percent_decode("%") == "%");
  CHECK(percent_decode("a+b%2B") == "a+b+");
  CHECK(percent_decode("a+b%2B", PlusSign::Blank) == "a b+");
}

TEST_CASE("Integers are read whole or not at all") {
  CHECK(parse_integer("42") == 42);
  CHECK(parse_integer("-9223372036854775808") == INT64_MIN);
  for (const char* text : {"", " 1", "1 ", "+1", "1.0", "9223372036854775808", "x"}) CHECK_FALSE(parse_integer(text).has_value());
}

TEST_CASE("Case folds in ASCII only") {
  CHECK(to_lower_ascii("ÄAbc") == "Äabc");
  CHECK(equals_ignoring_ascii_case("Retry-After", "retry-AFTER"));
  CHECK_FALSE(equals_ignoring_ascii_case("a", "ab"));
  CHECK(trim(" \t a b\r\n") == "a b");
}
