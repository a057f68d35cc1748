#include "ui/text/unicode.hpp"

#include <algorithm>
#include <span>

namespace pratique::text {

namespace {

struct Range {
  std::uint32_t first, last;
};

[[nodiscard]] bool contains(std::span<const Range> ranges, char32_t c) {
  auto after = std::upper_bound(ranges.begin(), ranges.end(), c, [](char32_t value, const Range& range) { return value < range.first; });
  return after != ranges.begin() && c <= (after - 1)->last;
}

// Ascending, disjoint. Blocks of Unicode 15.1 rather than single characters: a neighbour that would not need shaping is shaped just as
// well.
constexpr Range kShaped[] = {
    {0x0590, 0x0FFF},                                          // Hebrew, Arabic, Syriac, Thaana, NKo … Indic, Thai, Lao, Tibetan
    {0x1000, 0x109F},                                          // Myanmar
    {0x1100, 0x11FF},                                          // Hangul Jamo
    {0x1700, 0x18AF},                                          // Philippine scripts, Khmer, Mongolian
    {0x1900, 0x1AAF},                                          // Limbu … Tai Tham
    {0x1B00, 0x1C4F},                                          // Balinese … Lepcha
    {0x1CD0, 0x1CFF},                                          // Vedic
    {0x200E, 0x200F},   {0x202A, 0x202E},   {0x2066, 0x2069},  // directional marks
    {0xA800, 0xA82F},   {0xA840, 0xA8FF},   {0xA930, 0xA97F},   {0xA980, 0xAAFF},
    {0xABC0, 0xABFF},   {0xD7B0, 0xD7FF},   {0xFB1D, 0xFDFF},   {0xFE70, 0xFEFE},  // Hebrew and Arabic presentation forms
    {0x10800, 0x10FFF}, {0x11000, 0x11FFF}, {0x1E800, 0x1EFFF},
};

constexpr Range kRightToLeft[] = {
    {0x0590, 0x065F}, {0x066D, 0x06EF}, {0x06FA, 0x08FF},  // without the Arabic digits
    {0x200F, 0x200F}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF},
};

constexpr Range kExtending[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2},   {0x05C4, 0x05C5},   {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670},   {0x06D6, 0x06DC},   {0x06DF, 0x06E4},   {0x06E7, 0x06E8},   {0x06EA, 0x06ED},   {0x0711, 0x0711},
    {0x0730, 0x074A}, {0x07A6, 0x07B0},   {0x0816, 0x082D},   {0x0E31, 0x0E31},   {0x0E33, 0x0E3A},   {0x0E47, 0x0E4E},   {0x0EB1, 0x0EB1},
    {0x0EB3, 0x0EBC}, {0x0EC8, 0x0ECE},   {0x0F18, 0x0F19},   {0x0F35, 0x0F35},   {0x0F37, 0x0F37},   {0x0F39, 0x0F39},   {0x0F3E, 0x0F3F},
    {0x0F71, 0x0F84}, {0x0F86, 0x0F87},   {0x0F8D, 0x0FBC},   {0x102B, 0x103E},   {0x1056, 0x1059},   {0x105E, 0x1060},   {0x1071, 0x1074},
    {0x1082, 0x108D}, {0x135D, 0x135F},   {0x17B4, 0x17D3},   {0x180B, 0x180F},   {0x1920, 0x193B},   {0x1A17, 0x1A1B},   {0x1A55, 0x1A7F},
    {0x1AB0, 0x1AFF}, {0x1B00, 0x1B04},   {0x1B34, 0x1B44},   {0x1DC0, 0x1DFF},   {0x200C, 0x200D},   {0x20D0, 0x20FF},   {0x302A, 0x302F},
    {0x3099, 0x309A}, {0xA66F, 0xA672},   {0xA8E0, 0xA8F1},   {0xA980, 0xA983},   {0xA9B3, 0xA9C0},   {0xFB1E, 0xFB1E},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0x11000, 0x11002}, {0x11038, 0x11046}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF},
};

constexpr Range kEmoji[] = {
    {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},
    {0x26C4, 0x26C5},   {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274C},
    {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F1E6, 0x1F1FF}, {0x1F201, 0x1F202}, {0x1F21A, 0x1F21A}, {0x1F22F, 0x1F22F}, {0x1F232, 0x1F23A},
    {0x1F250, 0x1F251}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF},
};

// Letters that Unicode calls L; punctuation, digits, symbols and emoji say nothing about direction.
constexpr Range kNeutral[] = {
    {0x0000, 0x0040}, {0x005B, 0x0060}, {0x007B, 0x00A9}, {0x00AB, 0x00B4}, {0x00B6, 0x00B9}, {0x00BB, 0x00BF},   {0x00D7, 0x00D7},
    {0x00F7, 0x00F7}, {0x02B9, 0x02CF}, {0x0300, 0x036F}, {0x0660, 0x066C}, {0x06F0, 0x06F9}, {0x2000, 0x200D},   {0x2010, 0x2070},
    {0x2074, 0x207E}, {0x2080, 0x208E}, {0x20A0, 0x2101}, {0x2190, 0x2BFF}, {0x2E00, 0x3004}, {0x3008, 0x3020},   {0x3030, 0x3030},
    {0xFE00, 0xFE6F}, {0xFEFF, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0xE01EF},
};

constexpr Range kIdeographic[] = {{0x2E80, 0x2FFF}, {0x3003, 0x3007}, {0x3012, 0x303F},   {0x3041, 0x4DBF},
                                  {0x4E00, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},   {0xFF21, 0xFF3A},
                                  {0xFF41, 0xFF5A}, {0xFF66, 0xFFDC}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFF}};
// Closing marks and small kana never begin a line; opening marks never end one.
constexpr std::u32string_view kNeverFirst = U"、。，．・：；？！）］｝」』】〉》〕〗ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥”’),.:;?!]}%";
constexpr std::u32string_view kNeverLast = U"（［｛「『【〈《〔〖“‘([{";

// Most of what is read every day: none of the tables below needs to be searched for it.
[[nodiscard]] constexpr bool is_everyday(char32_t c) {
  return c < 0x0300 || (c >= 0x0370 && c < 0x0483) || (c >= 0x3041 && c < 0x3099) || (c >= 0x30A0 && c < 0xA000) ||
         (c >= 0xAC00 && c < 0xD7A4);
}

// The Brahmic blocks U+0900..U+0DFF share one plan: marks stand at the same places in each.
[[nodiscard]] bool is_indic_mark(char32_t c) {
  if (c < 0x0900 || c > 0x0DFF) return false;
  auto place = c & 0x7FU;
  if (c >= 0x0D80) return place <= 0x03 || (place >= 0x4A && place <= 0x5F) || place >= 0x72;  // Sinhala
  return place <= 0x03 || (place >= 0x3A && place <= 0x3C) || (place >= 0x3E && place <= 0x4F) || (place >= 0x51 && place <= 0x57) ||
         place == 0x62 || place == 0x63;
}
[[nodiscard]] bool is_indic_virama(char32_t c) {
  return c >= 0x0900 && c <= 0x0D7F && (c & 0x7FU) == 0x4D;
}
[[nodiscard]] bool is_regional(char32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}
[[nodiscard]] bool is_pictographic(char32_t c) {
  return is_emoji(c) || (c >= 0x2190 && c <= 0x27BF) || c == 0x2B50 || c == 0xA9 || c == 0xAE;
}

}  // namespace

Decoded decode(std::string_view utf8, std::size_t at) {
  if (at >= utf8.size()) return {};
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > utf8.size()) return {0xFFFD, 1};
  char32_t c = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {0xFFFD, 1};
    c = c << 6U | (byte(at + i) & 0x3FU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (c < kSmallest[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return {0xFFFD, 1};
  return {c, length};
}

bool is_simple(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    if (static_cast<unsigned char>(utf8[at]) < 0x80) {
      ++at;
      continue;
    }
    auto [c, length] = decode(utf8, at);
    if (c >= 0x10000 || is_extending(c) || contains(kShaped, c) || is_emoji(c)) return false;
    at += length;
  }
  return true;
}

bool needs_shaping(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    auto [c, length] = decode(utf8, at);
    if (c >= 0x0590 && !is_everyday(c) && contains(kShaped, c)) return true;
    at += length;
  }
  return false;
}

bool is_extending(char32_t c) {
  return !is_everyday(c) && (contains(kExtending, c) || is_indic_mark(c));
}
bool is_emoji(char32_t c) {
  return !is_everyday(c) && contains(kEmoji, c);
}

std::size_t grapheme_end(std::string_view utf8, std::size_t at) {
  auto [before, length] = decode(utf8, at);
  if (length == 0) return at;
  at += length;
  if (before == U'\r' && at < utf8.size() && utf8[at] == '\n') return at + 1;
  char32_t first = before;
  bool pair_open = is_regional(before);
  while (true) {
    auto [next, next_length] = decode(utf8, at);
    if (next_length == 0) return at;
    bool joined = is_extending(next) || (before == 0x200D && is_pictographic(first) && is_pictographic(next)) ||
                  (pair_open && is_regional(next)) || (is_indic_virama(before) && next >= 0x0900 && next <= 0x0D7F);
    if (!joined) return at;
    if (is_regional(next)) pair_open = false;
    before = next;
    at += next_length;
  }
}

std::size_t grapheme_start_before(std::string_view utf8, std::size_t at) {
  // Clusters cannot be found backwards; strings here are a line long.
  std::size_t start = 0;
  for (std::size_t next = 0; next < at && next < utf8.size(); next = grapheme_end(utf8, next)) start = next;
  return start;
}

Strong first_strong(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    auto [c, length] = decode(utf8, at);
    at += length;
    if (contains(kRightToLeft, c)) return Strong::Right;
    if (!contains(kNeutral, c)) return Strong::Left;
  }
  return Strong::None;
}

bool breaks_between(char32_t before, char32_t next) {
  if (before == U' ' || before == U'\t' || before == 0x200B || before == 0x3000) return next != U' ';
  if (next == U' ' || is_extending(next) || kNeverFirst.find(next) != std::u32string_view::npos) return false;
  if (kNeverLast.find(before) != std::u32string_view::npos || before == 0x200D) return false;
  if (before == U'-' || before == 0x2010 || before == 0x2013 || before == U'/') return next > U' ' && !(next >= U'0' && next <= U'9');
  return contains(kIdeographic, before) || contains(kIdeographic, next);
}

}  // namespace pratique::text
