#include "node/storage/sqlite/full_text.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "client/base/text.hpp"
#include "node/domain/text_key.hpp"

namespace pratique::storage::sqlite {
namespace {

bool is_written_without_spaces(char32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

// What the tokenizer of message_fts keeps: letters, digits, marks, private use.
bool is_word_character(char32_t c) {
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_PRIVATE_USE_CHAR:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string segment(std::string_view text) {
  std::string out;
  const std::string unified = domain::compatibility_form(text);
  out.reserve(unified.size() + unified.size() / 4);
  for (const base::CodePoint point : base::code_points(unified)) {
    const bool alone = is_written_without_spaces(point.value) && u_charType(static_cast<UChar32>(point.value)) != U_NON_SPACING_MARK;
    if (alone) out += ' ';
    // NUL would end the text for SQLite's tokenizer.
    if (point.value == 0)
      out += ' ';
    else
      base::append_utf8(out, point.value);
  }
  // A letter after a cut character starts its own word.
  std::string spaced;
  spaced.reserve(out.size() + 16);
  bool after_cut = false;
  for (const base::CodePoint point : base::code_points(out)) {
    const bool cut = is_written_without_spaces(point.value);
    if (after_cut && !cut && point.value != ' ') spaced += ' ';
    base::append_utf8(spaced, point.value);
    after_cut = cut;
  }
  return spaced;
}

std::string phrase(std::string_view text, LastWord last_word) {
  const std::string segmented = segment(text);
  std::string words;
  bool known = false;
  char32_t last = ' ';
  for (const base::CodePoint point : base::code_points(segmented)) {
    const bool kept = is_word_character(point.value);
    known = known || kept;
    base::append_utf8(words, kept ? point.value : U' ');
    last = point.value;
  }
  if (!known) return {};
  // After "team " or "会" the word has ended; a prefix would only widen the search.
  const bool open = last_word == LastWord::MayGoOn && is_word_character(last) && !is_written_without_spaces(last);
  return "\"" + words + (open ? "\" *" : "\"");
}

}  // namespace pratique::storage::sqlite
