#include "node/mime/html_sanitizer_rules.hpp"

#include <algorithm>
#include <array>

#include "node/mime/html_sanitizer_css.hpp"

namespace pratique::mime {
namespace {

constexpr auto kKept = std::to_array<std::string_view>({
    "a",      "abbr",  "acronym", "address", "article",  "aside",  "b",      "bdi", "bdo", "big",    "blockquote", "br", "caption",
    "center", "cite",  "code",    "col",     "colgroup", "dd",     "del",    "dfn", "div", "dl",     "dt",         "em", "figcaption",
    "figure", "font",  "footer",  "h1",      "h2",       "h3",     "h4",     "h5",  "h6",  "header", "hr",         "i",  "img",
    "ins",    "kbd",   "li",      "main",    "mark",     "nav",    "ol",     "p",   "pre", "q",      "rp",         "rt", "ruby",
    "s",      "samp",  "section", "small",   "span",     "strike", "strong", "sub", "sup", "table",  "tbody",      "td", "tfoot",
    "th",     "thead", "time",    "tr",      "tt",       "u",      "ul",     "var", "wbr",
});
static_assert(std::ranges::is_sorted(kKept));

// Their content is code, data or a fallback for something that is not shown here.
constexpr auto kDropped = std::to_array<std::string_view>({
    "applet", "audio",  "base",   "basefont", "bgsound",  "canvas",   "datalist", "dialog",   "embed",  "frame", "frameset", "head",
    "iframe", "input",  "keygen", "link",     "math",     "meta",     "noembed",  "noframes", "object", "param", "script",   "select",
    "slot",   "source", "style",  "svg",      "template", "textarea", "title",    "track",    "video",  "xml",
});
static_assert(std::ranges::is_sorted(kDropped));

constexpr auto kVoid = std::to_array<std::string_view>({"br", "col", "hr", "img", "wbr"});

constexpr auto kEverywhere = std::to_array<std::string_view>({"align", "bgcolor", "dir", "height", "lang", "valign", "width"});

struct OwnAttribute {
  std::string_view element;
  std::string_view attribute;
};
constexpr auto kOwn = std::to_array<OwnAttribute>({
    {"col", "span"},          {"colgroup", "span"}, {"font", "color"}, {"font", "face"},  {"font", "size"},    {"hr", "color"},
    {"hr", "noshade"},        {"hr", "size"},       {"img", "alt"},    {"img", "border"}, {"img", "hspace"},   {"img", "vspace"},
    {"li", "value"},          {"ol", "reversed"},   {"ol", "start"},   {"ol", "type"},    {"table", "border"}, {"table", "cellpadding"},
    {"table", "cellspacing"}, {"td", "colspan"},    {"td", "nowrap"},  {"td", "rowspan"}, {"th", "colspan"},   {"th", "nowrap"},
    {"th", "rowspan"},        {"th", "scope"},      {"ul", "type"},    {"br", "clear"},
});

bool is_short_of(std::string_view value, std::size_t limit, std::string_view extra) {
  return value.size() <= limit && std::ranges::all_of(value, [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || extra.find(c) != std::string_view::npos;
         });
}

// A span of a million columns costs a browser real memory.
bool is_small_number(std::string_view value) {
  return !value.empty() && value.size() <= 3 && is_short_of(value, 3, "");
}

}  // namespace

ElementRule rule_for(std::string_view element) {
  if (std::ranges::binary_search(kKept, element)) return ElementRule::Keep;
  if (std::ranges::binary_search(kDropped, element)) return ElementRule::Drop;
  return ElementRule::Unwrap;
}

bool is_void(std::string_view element) {
  return std::ranges::find(kVoid, element) != kVoid.end();
}

bool is_kept_attribute(std::string_view element, std::string_view attribute) {
  if (std::ranges::binary_search(kEverywhere, attribute)) return true;
  return std::ranges::any_of(kOwn, [&](const OwnAttribute& own) { return own.element == element && own.attribute == attribute; });
}

bool is_harmless_value(std::string_view attribute, std::string_view value) {
  if (attribute == "alt") return value.size() <= 2000;
  if (attribute == "bgcolor" || attribute == "color") return is_colour(value);
  if (attribute == "face") return is_short_of(value, 200, " ,-_'");
  if (attribute == "lang") return is_short_of(value, 35, "-");
  if (attribute == "colspan" || attribute == "rowspan" || attribute == "span") return is_small_number(value);
  return is_short_of(value, 12, ".%+-");
}

}  // namespace pratique::mime
