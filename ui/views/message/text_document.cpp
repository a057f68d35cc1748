#include "ui/views/message/text_document.hpp"

#include "client/base/text.hpp"

namespace pratique::views {
namespace {

void append_hex(std::string& out, theme::Color color) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += '#';
  for (unsigned shift = 28; shift >= 8; shift -= 4) out += kDigits[color.rgba() >> shift & 0xFU];
}

// Bytes of the link that starts `text`, or 0. Punctuation that ends a sentence is not part of it.
std::size_t link_length(std::string_view text) {
  std::size_t scheme = 0;
  for (std::string_view prefix : {"https://", "http://"}) {
    if (base::equals_ignoring_ascii_case(text.substr(0, prefix.size()), prefix)) scheme = prefix.size();
  }
  if (scheme == 0) return 0;
  std::size_t end = scheme;
  while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' &&
         std::string_view("<>\"").find(text[end]) == std::string_view::npos)
    ++end;
  while (end > scheme && std::string_view(".,;:!?)]}'").find(text[end - 1]) != std::string_view::npos) --end;
  return end > scheme ? end : 0;
}

void append_line(std::string& out, std::string_view line) {
  const bool quoted = line.starts_with('>');
  if (quoted) out += "<q>";
  std::size_t plain = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = line[at] == 'h' || line[at] == 'H' ? link_length(line.substr(at)) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    base::append_html(out, line.substr(plain, at - plain));
    const std::string_view link = line.substr(at, length);
    out += "<a tabindex=0 data-href=\"";
    base::append_html(out, link);
    out += "\">";
    base::append_html(out, link);
    out += "</a>";
    at += length;
    plain = at;
  }
  base::append_html(out, line.substr(plain));
  if (quoted) out += "</q>";
}

void append_style(std::string& out, const theme::Palette& palette) {
  out +=
      "<style>body{margin:0;padding:20px 24px;max-width:720px;font:15px/24px "
      "Inter,system-ui,sans-serif;overflow-wrap:break-word;background:";
  append_hex(out, palette.surface.base);
  out += ";color:";
  append_hex(out, palette.text.primary);
  out += "}p{margin:0 0 12px;white-space:pre-wrap;tab-size:8}q{quotes:none;color:";
  append_hex(out, palette.text.muted);
  out += "}a{color:";
  append_hex(out, palette.text.link);
  out += ";cursor:pointer}</style>";
}

}  // namespace

std::string text_document(std::string_view text, const theme::Palette& palette) {
  const std::string clean = base::strip_controls(text);
  std::string_view rest = clean;
  std::string out = "<!doctype html><meta charset=utf-8>";
  out.reserve(clean.size() + clean.size() / 8 + 512);
  append_style(out, palette);
  bool open = false;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const bool blank = base::trim(line).empty();
    if (blank && open) out += "</p>";
    if (!blank) {
      out += open ? "\n" : "<p dir=auto>";
      append_line(out, line);
    }
    open = !blank;
  }
  if (open) out += "</p>";
  return out;
}

}  // namespace pratique::views
