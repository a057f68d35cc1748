#include "node/mime/html_sanitizer_css.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace pratique::mime {
namespace {

constexpr std::size_t kStyleBytes = 16 * 1024;
constexpr std::size_t kValueBytes = 512;

// Sorted. No position, inset, z-index, transform, filter, animation, transition, content, cursor, behavior.
constexpr auto kProperties = std::to_array<std::string_view>({
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-top-style",
    "border-top-width",
    "border-width",
    "box-sizing",
    "caption-side",
    "clear",
    "color",
    "direction",
    "display",
    "empty-cells",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "opacity",
    "overflow-wrap",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-indent",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "visibility",
    "white-space",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
});
static_assert(std::ranges::is_sorted(kProperties));

constexpr std::array<std::string_view, 4> kFunctions{"rgb", "rgba", "hsl", "hsla"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_word(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Comments become a blank; an unclosed one swallows the rest, as in CSS.
std::string without_comments(std::string_view style) {
  std::string out;
  while (!style.empty()) {
    const auto open = style.find("/*");
    out += style.substr(0, open);
    if (open == std::string_view::npos) break;
    out += ' ';
    const auto close = style.find("*/", open + 2);
    if (close == std::string_view::npos) break;
    style.remove_prefix(close + 2);
  }
  return out;
}

// Split at ';' outside quotes and parentheses.
std::vector<std::string_view> split_declarations(std::string_view style) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < style.size(); ++i) {
    const char c = style[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      depth = std::max(0, depth - 1);
    } else if (c == ';' && depth == 0) {
      out.push_back(style.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  out.push_back(style.substr(begin));
  return out;
}

bool is_allowed_function(std::string_view before_parenthesis) {
  std::size_t begin = before_parenthesis.size();
  while (begin > 0 && is_word(before_parenthesis[begin - 1])) --begin;
  return std::ranges::find(kFunctions, before_parenthesis.substr(begin)) != kFunctions.end();
}

// Lower-cased outside quotes; nullopt when anything in it is not plainly harmless.
std::optional<std::string> clean_value(std::string_view value) {
  if (value.empty() || value.size() > kValueBytes) return std::nullopt;
  std::string out;
  int depth = 0;
  char quote = 0;
  for (const char c : value) {
    if (c == '\\' || c == '<' || c == '>' || c == '@' || c == '{' || c == '}' || c == '&' || static_cast<unsigned char>(c) < 0x09) {
      return std::nullopt;
    }
    if (quote != 0) {
      if (c == quote) quote = 0;
      if (c == '\n' || c == '\r' || c == '(' || c == ':') return std::nullopt;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      if (depth++ > 0 || !is_allowed_function(out)) return std::nullopt;
    } else if (c == ')') {
      if (--depth < 0) return std::nullopt;
    } else if (c == ':' || static_cast<unsigned char>(c) >= 0x80) {
      return std::nullopt;
    }
    out += quote != 0 ? c : is_blank(c) ? ' ' : lower(c);
  }
  if (quote != 0 || depth != 0) return std::nullopt;
  return out;
}

}  // namespace

std::string filter_declarations(std::string_view style) {
  if (style.size() > kStyleBytes) return {};
  std::string out;
  const std::string plain = without_comments(style);
  for (const std::string_view declaration : split_declarations(plain)) {
    const auto colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    std::string name(trim(declaration.substr(0, colon)));
    std::ranges::transform(name, name.begin(), lower);
    if (!std::ranges::binary_search(kProperties, std::string_view(name))) continue;
    const auto value = clean_value(trim(declaration.substr(colon + 1)));
    if (!value) continue;
    if (!out.empty()) out += "; ";
    out += name + ": " + *value;
  }
  return out;
}

bool is_colour(std::string_view value) {
  value = trim(value);
  if (value.empty() || value.size() > 40) return false;
  if (value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos && value[0] == '#') return true;
  const auto cleaned = clean_value(value);
  return cleaned && cleaned->find_first_of("\"';") == std::string::npos;
}

}  // namespace pratique::mime
