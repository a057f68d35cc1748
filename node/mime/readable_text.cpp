#include "node/mime/readable_text.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "client/base/text.hpp"
#include "node/mime/html_sanitizer_bounds.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kHtmlRead = 2u << 20;
constexpr std::size_t kTextWritten = 1u << 20;

bool is_skipped(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
      return true;
    default:
      return false;
  }
}

bool is_block(GumboTag tag) {
  static constexpr std::array kBlocks{GUMBO_TAG_P,       GUMBO_TAG_DIV,    GUMBO_TAG_TR,     GUMBO_TAG_TABLE, GUMBO_TAG_LI,
                                      GUMBO_TAG_UL,      GUMBO_TAG_OL,     GUMBO_TAG_H1,     GUMBO_TAG_H2,    GUMBO_TAG_H3,
                                      GUMBO_TAG_H4,      GUMBO_TAG_H5,     GUMBO_TAG_H6,     GUMBO_TAG_HR,    GUMBO_TAG_BLOCKQUOTE,
                                      GUMBO_TAG_PRE,     GUMBO_TAG_DL,     GUMBO_TAG_DT,     GUMBO_TAG_DD,    GUMBO_TAG_SECTION,
                                      GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_CENTER};
  return std::ranges::find(kBlocks, tag) != kBlocks.end();
}

bool hides(std::string_view style) {
  std::string plain = base::to_lower_ascii(style.substr(0, 4096));
  std::erase_if(plain, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  plain += ';';
  static constexpr std::array<std::string_view, 12> kHiding{"display:none",  "visibility:hidden", "mso-hide:all",  "font-size:0;",
                                                            "font-size:0px", "font-size:0!",      "max-height:0;", "max-height:0px",
                                                            "opacity:0;",    "opacity:0.0",       "font-size:1px", "opacity:0!"};
  return std::ranges::any_of(kHiding, [&plain](std::string_view rule) { return plain.find(rule) != std::string::npos; });
}

bool is_hidden(const GumboElement& element) {
  if (is_skipped(element.tag)) return true;
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
  const GumboAttribute* style = gumbo_get_attribute(&element.attributes, "style");
  return style != nullptr && hides(style->value);
}

class TextWriter {
 public:
  void text(std::string_view bytes) {
    for (const char c : bytes) {
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        blank_ = true;
        continue;
      }
      settle();
      out_ += c;
    }
  }
  void new_line() { lines_ = std::max(lines_, 1); }
  void line_break() { lines_ = std::min(lines_ + 1, 2); }
  void blank() { blank_ = true; }
  [[nodiscard]] bool full() const { return out_.size() > kTextWritten; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void settle() {
    if (lines_ > 0 && !out_.empty())
      out_.append(static_cast<std::size_t>(lines_), '\n');
    else if (blank_ && !out_.empty())
      out_ += ' ';
    lines_ = 0;
    blank_ = false;
  }
  std::string out_;
  int lines_ = 0;
  bool blank_ = false;
};

struct Open {
  const GumboNode* node;
  unsigned next_child;
};

void enter(const GumboNode& node, TextWriter& writer, std::vector<Open>& stack) {
  switch (node.type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
      writer.text(node.v.text.text);
      return;
    case GUMBO_NODE_ELEMENT:
      break;
    default:
      return;
  }
  const GumboElement& element = node.v.element;
  if (is_hidden(element)) return;
  if (element.tag == GUMBO_TAG_BR) return writer.line_break();
  if (element.tag == GUMBO_TAG_IMG) {
    if (const GumboAttribute* alt = gumbo_get_attribute(&element.attributes, "alt")) {
      writer.blank();
      writer.text(alt->value);
      writer.blank();
    }
    return;
  }
  if (is_block(element.tag)) writer.new_line();
  if (element.tag == GUMBO_TAG_TD || element.tag == GUMBO_TAG_TH) writer.blank();
  stack.push_back({&node, 0});
}

// Zero-width and filler characters that preheaders are padded with. Joiners between letters were kept before this is asked.
bool is_filler(char32_t c) {
  if (c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x180E || c == 0x200B ||
      c == 0x2060 || c == 0xFEFF)
    return true;
  return (c >= 0x200C && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2061 && c <= 0x206F);
}

bool is_wide_blank(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0x85 || c == 0x2800;
}

}  // namespace

std::string html_to_text(std::string_view html) {
  html = html.substr(0, safe_html_length(html, kHtmlRead));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto free_output = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(free_output)> output(gumbo_parse_with_options(&options, html.data(), html.size()),
                                                                   free_output);
  if (!output) return {};
  TextWriter writer;
  // An explicit stack: the depth of hostile markup must not be the depth of our calls.
  std::vector<Open> stack{{output->root, 0}};
  while (!stack.empty() && !writer.full()) {
    Open& top = stack.back();
    const GumboElement& element = top.node->v.element;
    if (top.next_child < element.children.length) {
      const auto* child = static_cast<const GumboNode*>(element.children.data[top.next_child++]);
      enter(*child, writer, stack);
      continue;
    }
    if (is_block(element.tag)) writer.new_line();
    stack.pop_back();
  }
  return base::to_valid_utf8(writer.take());
}

std::string unflow(std::string_view text, DelSp del_sp) {
  std::string out;
  int open_quotes = -1;  // depth of the paragraph that goes on, or -1
  while (!text.empty()) {
    const auto newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    int quotes = 0;
    while (line.starts_with('>')) {
      line.remove_prefix(1);
      ++quotes;
    }
    if (line.starts_with(' ')) line.remove_prefix(1);  // space-stuffing, RFC 3676 §4.4
    const bool signature = line == "-- ";
    const bool flows = line.ends_with(' ') && !signature;
    if (open_quotes >= 0 && (open_quotes != quotes || signature)) {
      out += '\n';
      open_quotes = -1;
    }
    if (open_quotes < 0) {
      out.append(static_cast<std::size_t>(quotes), '>');
      if (quotes > 0) out += ' ';
    }
    if (flows && del_sp == DelSp::Yes) line.remove_suffix(1);
    out += line;
    open_quotes = flows ? quotes : -1;
    if (!flows && (!text.empty() || newline != std::string_view::npos)) out += '\n';
  }
  return out;
}

std::string snippet_of(std::string_view text) {
  std::string out;
  std::size_t count = 0;
  bool blank = false;
  char32_t joiner = 0;  // kept back until a letter shows that it joins something
  for (const base::CodePoint point : base::code_points(text)) {
    const bool inside_word = !out.empty() && !blank;
    if (is_wide_blank(point.value)) {
      blank = true;
      joiner = 0;
      continue;
    }
    if (inside_word && (point.value == 0x200C || point.value == 0x200D)) {
      joiner = point.value;
      continue;
    }
    if (is_filler(point.value) || (point.value >= 0x80 && point.value < 0xA0)) continue;
    if (blank && !out.empty()) {
      if (count + 1 >= kSnippetCodePoints) break;
      out += ' ';
      ++count;
    }
    blank = false;
    if (joiner != 0 && count + 1 < kSnippetCodePoints) {
      base::append_utf8(out, joiner);
      ++count;
    }
    joiner = 0;
    base::append_utf8(out, point.value);
    if (++count == kSnippetCodePoints) break;
  }
  return out;
}

}  // namespace pratique::mime
