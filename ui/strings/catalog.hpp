// The visible texts of one language: by key, with parameters, with CLDR plurals. Numbers come formatted by the reader's
// locale. Made anew when the language changes; cheap to read; UI thread. A language it does not have falls back to English.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "client/ports/platform.hpp"
#include "ui/strings/keys.hpp"
#include "ui/strings/texts.hpp"

namespace pratique::strings {

enum class Language : std::uint8_t { English, German, LongPseudo, MirroredPseudo };  // en, de, en-XA, ar-XB

[[nodiscard]] Language language_of(std::string_view bcp47);  // "de-AT" is German, unknown is English
[[nodiscard]] std::string_view to_bcp47(Language language);

// Its texts are part of the program; nullptr: they come as a file. Native builds have all of them, the portal English alone.
[[nodiscard]] const Texts* built_in(Language language);

struct Param {
  std::string_view name;
  std::string_view value;
};
using Params = std::initializer_list<Param>;

class Catalog {
 public:
  Catalog(Language language, const ports::Localisation& localisation);
  // With a file of texts: one a line, in the order of Key. A file that is not of this build leaves English.
  Catalog(Language language, const ports::Localisation& localisation, std::string_view file);

  // Texts without parameters. The view lives as long as the catalogue.
  [[nodiscard]] std::string_view text(Key key) const;
  // {name} becomes the parameter's value; a name without a parameter stays as it is (a test forbids it).
  [[nodiscard]] std::string format(Key key, Params params) const;
  // Picks the plural form of `count` and sets {count} to it, with separators.
  [[nodiscard]] std::string count(Key key, std::int64_t count, Params more = {}) const;

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool right_to_left() const { return language_ == Language::MirroredPseudo; }
  [[nodiscard]] const ports::Localisation& localisation() const { return *localisation_; }

 private:
  Language language_;
  const ports::Localisation* localisation_;
  const Texts* texts_;
  std::vector<std::string> own_;  // of a pseudo-locale or a file; empty otherwise
};

// "one:{count} day|other:{count} days" and "one" give "{count} day"; a text without forms is given back whole.
[[nodiscard]] std::string_view plural_form(std::string_view text, std::string_view category);
[[nodiscard]] std::string fill(std::string_view text, const Param* params, std::size_t count);

}  // namespace pratique::strings
