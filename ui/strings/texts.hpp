// How a language's texts become a table that is complete at compile time: a missing or doubled key does not build.
// Owned by ui/strings; everything here is constant data.
#pragma once

#include <array>
#include <cstddef>

#include "ui/strings/keys.hpp"

namespace pratique::strings {

using Texts = std::array<const char*, kKeyCount>;

struct Entry {
  Key key;
  const char* text;
};

// Called in constant evaluation only: the undeclared functions below then name the mistake in the compiler's message.
void a_key_has_two_texts();
void a_key_has_no_text();

template <std::size_t... N>
consteval Texts arrange(const Entry (&... parts)[N]) {
  Texts texts{};
  const auto take = [&texts](const auto& entries) {
    for (const Entry& entry : entries) {
      const char*& slot = texts[static_cast<std::size_t>(entry.key)];
      if (slot != nullptr) a_key_has_two_texts();
      slot = entry.text;
    }
  };
  (take(parts), ...);
  for (const char* text : texts) {
    if (text == nullptr) a_key_has_no_text();
  }
  return texts;
}

extern const Texts kEnglish;
extern const Texts kGerman;  // not in the portal: there German comes as a file (tools/pack_texts.cpp), for those who read it

}  // namespace pratique::strings
