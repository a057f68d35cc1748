#include "ui/text/unicode.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace pratique::text;

namespace {

std::vector<std::string> graphemes(std::string_view utf8) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t end = grapheme_end(utf8, at);
    found.emplace_back(utf8.substr(at, end - at));
    at = end;
  }
  return found;
}

}  // namespace

TEST_CASE("text that is not UTF-8 becomes replacement characters and never stops the reader") {
  CHECK(decode("\xC3\xA9", 0).code_point == U'é');
  CHECK(decode("\xC3", 0).code_point == 0xFFFD);
  CHECK(decode("\xC0\xAF", 0).code_point == 0xFFFD);      // overlong
  CHECK(decode("\xED\xA0\x80", 0).code_point == 0xFFFD);  // surrogate
  CHECK(decode("\xF4\x90\x80\x80", 0).code_point == 0xFFFD);
  CHECK(decode("\x80", 0).length == 1);
  CHECK(decode("", 0).length == 0);
}

TEST_CASE("only text that joins, reorders or runs from the right is given to the platform whole") {
  CHECK_FALSE(needs_shaping("What to plant before the first frost 🌷"));
  CHECK_FALSE(needs_shaping("請求書送付のご案内（11月分）"));
  CHECK_FALSE(needs_shaping("Служба поддержки"));
  CHECK_FALSE(needs_shaping("동네 서점"));
  CHECK(needs_shaping("مركز الجوائز"));
  CHECK(needs_shaping("עברית"));
  CHECK(needs_shaping("नमस्ते"));
  CHECK(needs_shaping("สวัสดี"));
  CHECK(needs_shaping("invoice \u202Efdp.exe"));  // an override that hides the real ending
}

TEST_CASE("simple text is every character one glyph") {
  CHECK(is_simple("Grüße, Ελλάδα, Привет, 株式会社"));
  CHECK_FALSE(is_simple("🌷"));
  CHECK_FALSE(is_simple("e\u0301"));
  CHECK_FALSE(is_simple("שלום"));
}

TEST_CASE("an accent, a family and a flag are each one character to the reader") {
  CHECK(graphemes("e\u0301a") == std::vector<std::string>{"e\u0301", "a"});
  CHECK(graphemes("👨‍👩‍👧x") == std::vector<std::string>{"👨‍👩‍👧", "x"});
  CHECK(graphemes("🇩🇪🇫🇷") == std::vector<std::string>{"🇩🇪", "🇫🇷"});
  CHECK(graphemes("👍🏽!") == std::vector<std::string>{"👍🏽", "!"});
  CHECK(graphemes("❤️") == std::vector<std::string>{"❤️"});
  CHECK(graphemes("नि").size() == 1);
  CHECK(grapheme_start_before("aé", 3) == 1);
}

TEST_CASE("a text runs the way of its first letter") {
  CHECK(first_strong("123 (abc)") == Strong::Left);
  CHECK(first_strong("\"٥٠٠\" مرحبا") == Strong::Right);
  CHECK(first_strong("🎉 שלום") == Strong::Right);
  CHECK(first_strong("10:21") == Strong::None);
  CHECK(first_strong("") == Strong::None);
}

TEST_CASE("lines break after blanks and between ideographs, never before a closing mark") {
  CHECK(breaks_between(U' ', U'a'));
  CHECK_FALSE(breaks_between(U'a', U'b'));
  CHECK(breaks_between(U'株', U'式'));
  CHECK_FALSE(breaks_between(U'案', U'、'));
  CHECK_FALSE(breaks_between(U'「', U'案'));
  CHECK(breaks_between(U'-', U'b'));
  CHECK_FALSE(breaks_between(U'-', U'5'));
}
