#include "node/release/release_bytes.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "client/base/text.hpp"

namespace pratique::release {
namespace {

struct FieldSpan {
  std::string_view name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

constexpr std::array<std::string_view, 3> kExactNames{"x-spam", "x-spamd-bar", "x-spamd-result"};

bool is_name_byte(char c) {
  return c > ' ' && c < 0x7F && c != ':';
}  // RFC 5322 §2.2

std::vector<FieldSpan> header_fields(std::string_view message) {
  std::vector<FieldSpan> fields;
  std::size_t at = 0;
  while (at < message.size()) {
    const std::size_t line_end = std::min(message.find('\n', at), message.size() - 1) + 1;
    const std::string_view line = message.substr(at, line_end - at);
    if (line[0] == ' ' || line[0] == '\t') {
      if (fields.empty()) break;
      fields.back().end = line_end;
    } else {
      const std::size_t colon = static_cast<std::size_t>(std::ranges::find_if_not(line, is_name_byte) - line.begin());
      std::size_t after = colon;  // obsolete syntax allows blanks before the colon
      while (after < line.size() && (line[after] == ' ' || line[after] == '\t')) ++after;
      if (colon == 0 || after >= line.size() || line[after] != ':') break;
      fields.push_back({line.substr(0, colon), at, line_end});
    }
    at = line_end;
  }
  return fields;
}

bool is_rspamds(std::string_view name) {
  const std::string lowered = base::to_lower_ascii(name);
  return lowered.starts_with("x-rspamd-") || std::ranges::find(kExactNames, lowered) != kExactNames.end();
}

// X-Spam alone could be the sender's or another filter's.
bool proves_rspamd(std::string_view name) {
  const std::string lowered = base::to_lower_ascii(name);
  return lowered == "x-spamd-result" || lowered.starts_with("x-rspamd-");
}

}  // namespace

std::string without_filter_headers(std::string_view message) {
  const std::vector<FieldSpan> fields = header_fields(message);
  if (std::ranges::none_of(fields, [](const FieldSpan& field) { return proves_rspamd(field.name); })) return std::string(message);
  std::string out;
  out.reserve(message.size());
  std::size_t kept_to = 0;
  for (const FieldSpan& field : fields) {
    if (!is_rspamds(field.name)) continue;
    out += message.substr(kept_to, field.begin - kept_to);
    kept_to = field.end;
  }
  out += message.substr(kept_to);
  return out;
}

}  // namespace pratique::release
