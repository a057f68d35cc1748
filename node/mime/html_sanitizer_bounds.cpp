#include "node/mime/html_sanitizer_bounds.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>

namespace pratique::mime {
namespace {

// Never open at once in numbers: void elements, and those that the next of their kind closes.
constexpr auto kNeverPileUp = std::to_array<std::string_view>({
    "area",
    "br",
    "col",
    "dd",
    "dt",
    "hr",
    "img",
    "input",
    "li",
    "link",
    "meta",
    "option",
    "p",
    "td",
    "th",
    "tr",
    "wbr",
});
static_assert(std::ranges::is_sorted(kNeverPileUp));

// Counts the attributes of the tag being read; a quoted value is one with its name.
class TagScan {
 public:
  // False once the tag has more attributes than the parser should be given.
  [[nodiscard]] bool take(char c) {
    if (quote_ != 0) {
      if (c == quote_) {
        quote_ = 0;
        after_separator_ = true;
      }
      return true;
    }
    const bool separator = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '/';
    if ((c == '"' || c == '\'') && last_ == '=') {
      quote_ = c;
    } else if (!separator && c != '=' && after_separator_ && last_ != '=') {
      ++attributes_;
    }
    after_separator_ = separator;
    if (!separator) last_ = c;
    return attributes_ <= kAttributesRead;
  }
  [[nodiscard]] bool ends(char c) const { return quote_ == 0 && c == '>'; }

 private:
  char quote_ = 0;
  char last_ = 0;
  bool after_separator_ = false;
  int attributes_ = 0;
};

class OpenCount {
 public:
  // `rest` follows a '<'. False once too many elements are open.
  [[nodiscard]] bool take(std::string_view rest) {
    const bool closing = rest.starts_with('/');
    if (closing) rest.remove_prefix(1);
    std::string name(rest.substr(0, std::min<std::size_t>(rest.find_first_of(" \t\r\n\f/>"), 32)));
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (name.empty() || name[0] < 'a' || name[0] > 'z' || std::ranges::binary_search(kNeverPileUp, std::string_view(name))) return true;
    int& open = by_name_[name];
    if (!closing) {
      ++open;
      ++total_;
    } else if (open > 0) {
      --open;
      --total_;
    }
    return total_ <= kOpenElementsRead;
  }

 private:
  std::unordered_map<std::string, int> by_name_;
  int total_ = 0;
};

}  // namespace

std::size_t safe_html_length(std::string_view html, std::size_t limit) {
  limit = std::min(html.size(), limit);
  int tags = 0;
  OpenCount open;
  std::optional<TagScan> tag;
  for (std::size_t i = 0; i < limit; ++i) {
    if (!tag) {
      if (html[i] != '<') continue;
      if (++tags > kTagsRead || !open.take(html.substr(i + 1, 40))) return i;
      tag.emplace();
    } else if (tag->ends(html[i])) {
      tag.reset();
    } else if (!tag->take(html[i])) {
      return i;
    }
  }
  return limit;
}

}  // namespace pratique::mime
