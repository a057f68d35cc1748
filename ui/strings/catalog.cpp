#include "ui/strings/catalog.hpp"

#include "ui/strings/pseudo.hpp"

namespace pratique::strings {
namespace {

const Texts& texts_of(Language language) {
  const Texts* own = built_in(language);
  return own != nullptr ? *own : kEnglish;
}

std::vector<std::string> read_file(std::string_view file) {
  std::vector<std::string> out;
  out.reserve(kKeyCount);
  while (!file.empty() && out.size() <= kKeyCount) {
    const std::size_t end = file.find('\n');
    out.emplace_back(file.substr(0, end));
    file = end == std::string_view::npos ? std::string_view() : file.substr(end + 1);
  }
  if (out.size() != kKeyCount) out.clear();
  return out;
}

std::vector<std::string> generate(Language language) {
  std::vector<std::string> out;
  if (language != Language::LongPseudo && language != Language::MirroredPseudo) return out;
  out.reserve(kKeyCount);
  for (const char* text : kEnglish) out.push_back(language == Language::LongPseudo ? lengthen(text) : mirror(text));
  return out;
}

}  // namespace

Language language_of(std::string_view bcp47) {
  if (bcp47 == "en-XA") return Language::LongPseudo;
  if (bcp47 == "ar-XB") return Language::MirroredPseudo;
  const bool german = bcp47.starts_with("de") && (bcp47.size() == 2 || bcp47[2] == '-');
  return german ? Language::German : Language::English;
}

std::string_view to_bcp47(Language language) {
  switch (language) {
    case Language::English:
      return "en";
    case Language::German:
      return "de";
    case Language::LongPseudo:
      return "en-XA";
    case Language::MirroredPseudo:
      return "ar-XB";
  }
  return "en";
}

Catalog::Catalog(Language language, const ports::Localisation& localisation)
    : language_(language), localisation_(&localisation), texts_(&texts_of(language)), own_(generate(language)) {}

Catalog::Catalog(Language language, const ports::Localisation& localisation, std::string_view file)
    : language_(language), localisation_(&localisation), texts_(&kEnglish), own_(read_file(file)) {
  if (own_.empty()) language_ = Language::English;
}

std::string_view Catalog::text(Key key) const {
  const auto index = static_cast<std::size_t>(key);
  return own_.empty() ? std::string_view((*texts_)[index]) : std::string_view(own_[index]);
}

std::string Catalog::format(Key key, Params params) const {
  return fill(text(key), params.begin(), params.size());
}

std::string Catalog::count(Key key, std::int64_t count, Params more) const {
  const std::string number = localisation_->number(count);
  // The texts of a pseudo-locale have English forms whatever the platform's plural rules of that locale are.
  const bool pseudo = language_ == Language::LongPseudo || language_ == Language::MirroredPseudo;
  const std::string category = pseudo ? (count == 1 ? "one" : "other") : localisation_->plural(count);
  std::vector<Param> params(more);
  params.push_back({"count", number});
  return fill(plural_form(text(key), category), params.data(), params.size());
}

std::string_view plural_form(std::string_view text, std::string_view category) {
  std::string_view fallback = text;
  while (!text.empty()) {
    const std::size_t bar = text.find('|');
    const std::string_view form = text.substr(0, bar);
    text = bar == std::string_view::npos ? std::string_view{} : text.substr(bar + 1);
    const std::size_t colon = form.find(':');
    const std::string_view name = colon == std::string_view::npos ? std::string_view{} : form.substr(0, colon);
    if (name == category) return form.substr(colon + 1);
    if (name == "other") fallback = form.substr(colon + 1);
  }
  return fallback;
}

std::string fill(std::string_view text, const Param* params, std::size_t count) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out += text.substr(0, open);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    std::string_view value = text.substr(open, close - open + 1);
    for (std::size_t i = 0; i < count; ++i) {
      if (params[i].name == name) value = params[i].value;
    }
    out += value;
    text.remove_prefix(close + 1);
  }
  out += text;
  return out;
}

}  // namespace pratique::strings
