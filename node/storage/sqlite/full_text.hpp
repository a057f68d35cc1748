// Text for and queries to the full-text index. Scripts written without spaces (Han, Kana, Hangul, Thai, Lao, Khmer,
// Burmese) are cut into single characters on both sides, so that any run of them is found as a phrase.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::storage::sqlite {

// Compatibility forms unified (full-width letters, half-width kana), separators around characters of spaceless scripts.
[[nodiscard]] std::string segment(std::string_view text);

enum class LastWord : std::uint8_t { Whole, MayGoOn };  // MayGoOn: "invoi" finds "invoice"

// A phrase for MATCH ("\"team lunch\" *"), or empty when `text` has nothing the index knows (punctuation only).
[[nodiscard]] std::string phrase(std::string_view text, LastWord last_word);

}  // namespace pratique::storage::sqlite
