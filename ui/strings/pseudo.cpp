#include "ui/strings/pseudo.hpp"

namespace pratique::strings {
namespace {

constexpr std::string_view kRightToLeftMark = "\u200F";
constexpr std::string_view kRightToLeftOverride = "\u202E";
constexpr std::string_view kPopDirection = "\u202C";

// Length of what must not be touched at the start of `text`: a parameter, or the name of a plural form.
std::size_t fixed_length(std::string_view text, bool at_form_start) {
  if (text.front() == '{') return text.find('}') + 1;
  if (!at_form_start) return 0;
  for (std::string_view form : {"zero:", "one:", "two:", "few:", "many:", "other:"}) {
    if (text.starts_with(form)) return form.size();
  }
  return 0;
}

std::string_view accented(char letter) {
  switch (letter) {
    case 'a':
      return "á";
    case 'c':
      return "ç";
    case 'e':
      return "ë";
    case 'i':
      return "ï";
    case 'n':
      return "ñ";
    case 'o':
      return "ö";
    case 'u':
      return "ü";
    case 'y':
      return "ý";
    case 'A':
      return "Å";
    case 'D':
      return "Ð";
    case 'E':
      return "É";
    case 'N':
      return "Ñ";
    case 'O':
      return "Ø";
    case 'S':
      return "Š";
    default:
      return {};
  }
}

// Every second vowel is doubled, which makes a text about a third longer wherever it breaks.
void append_longer(std::string& out, char letter, int& vowels) {
  const std::string_view accent = accented(letter);
  if (accent.empty()) {
    out += letter;
    return;
  }
  out += accent;
  const bool vowel = std::string_view("aeiou").find(letter) != std::string_view::npos;
  if (vowel && ++vowels % 2 == 1) out += letter;
}

bool is_word(char c) {
  return c != ' ' && c != '{' && c != '|';
}

}  // namespace

std::string lengthen(std::string_view english) {
  std::string out;
  int vowels = 0;
  bool form_start = true;
  while (!english.empty()) {
    const std::size_t fixed = fixed_length(english, form_start);
    form_start = fixed == 0 && english.front() == '|';
    if (fixed > 0) {
      out += english.substr(0, fixed);
    } else {
      append_longer(out, english.front(), vowels);
    }
    english.remove_prefix(fixed > 0 ? fixed : 1);
  }
  return out;
}

std::string mirror(std::string_view english) {
  std::string out;
  bool form_start = true;
  while (!english.empty()) {
    const std::size_t fixed = fixed_length(english, form_start);
    if (fixed > 0 || !is_word(english.front())) {
      form_start = fixed == 0 && english.front() == '|';
      out += english.substr(0, fixed > 0 ? fixed : 1);
      english.remove_prefix(fixed > 0 ? fixed : 1);
      continue;
    }
    form_start = false;
    std::size_t length = 0;
    while (length < english.size() && is_word(english[length])) ++length;
    out += kRightToLeftMark;
    out += kRightToLeftOverride;
    out += english.substr(0, length);
    out += kPopDirection;
    out += kRightToLeftMark;
    english.remove_prefix(length);
  }
  return out;
}

}  // namespace pratique::strings
