#include "node/auth/directory_text.hpp"

#include <array>
#include <utility>

namespace pratique::auth {

std::string directory_escaped(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '@';
    if (is_plain) {
      out += c;
    } else {
      out += '\\';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string directory_text(std::string_view pattern, const domain::Address& address) {
  const std::array<std::pair<std::string_view, std::string>, 3> values{{{"{address}", directory_escaped(address.text())},
                                                                        {"{local}", directory_escaped(address.local_part)},
                                                                        {"{domain}", directory_escaped(address.domain)}}};
  std::string out;
  while (!pattern.empty()) {
    bool was_value = false;
    for (const auto& [mark, value] : values) {
      if (!pattern.starts_with(mark)) continue;
      out += value;
      pattern.remove_prefix(mark.size());
      was_value = true;
      break;
    }
    if (was_value) continue;
    out += pattern.front();
    pattern.remove_prefix(1);
  }
  return out;
}

bool names_a_person(std::string_view pattern) {
  return pattern.find("{address}") != std::string_view::npos || pattern.find("{local}") != std::string_view::npos;
}

}  // namespace pratique::auth
