// Native builds: every language is there from the start.
#include "ui/strings/catalog.hpp"

namespace pratique::strings {

const Texts* built_in(Language language) {
  return language == Language::German ? &kGerman : &kEnglish;
}

}  // namespace pratique::strings
