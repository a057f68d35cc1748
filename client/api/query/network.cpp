#include <array>
#include <charconv>

#include "client/api/query/values.hpp"
#include "client/base/text.hpp"

namespace pratique::api::query {
namespace {

struct Address {
  std::array<std::uint8_t, 16> bytes{};
  int bits = 128;  // 32 for IPv4: then the first four bytes count
};

// Digits of an address part without leading zeros ("010" is octal to some, decimal to others: nobody's).
std::optional<int> small_number(std::string_view text, int limit) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value <= limit ? std::optional(value) : std::nullopt;
}

std::optional<Address> parse_ipv4(std::string_view text) {
  Address address;
  address.bits = 32;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    const auto part = small_number(text.substr(0, dot), 255);
    if (!part) return std::nullopt;
    address.bytes[i] = static_cast<std::uint8_t>(*part);
    text = i == 3 ? std::string_view() : text.substr(dot + 1);
  }
  return address;
}

std::optional<unsigned> parse_group(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.empty() || text.size() > 4 || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Groups of one side of "::" into `out`; false when one is bad or they are too many.
bool parse_groups(std::string_view text, std::array<unsigned, 8>& out, std::size_t& count) {
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    if (colon == std::string_view::npos && part.find('.') != std::string_view::npos) {  // ::ffff:192.0.2.1
      const auto tail = parse_ipv4(part);
      if (!tail || count > 6) return false;
      out[count++] = static_cast<unsigned>(tail->bytes[0] << 8 | tail->bytes[1]);
      out[count++] = static_cast<unsigned>(tail->bytes[2] << 8 | tail->bytes[3]);
      return true;
    }
    const auto group = parse_group(part);
    if (!group || count > 7) return false;
    out[count++] = *group;
    if (colon == std::string_view::npos) return true;
    text.remove_prefix(colon + 1);
    if (text.empty()) return false;  // ends in a single colon
  }
  return true;
}

std::optional<Address> parse_ipv6(std::string_view text) {
  std::array<unsigned, 8> head{};
  std::array<unsigned, 8> tail{};
  std::size_t head_count = 0;
  std::size_t tail_count = 0;
  const std::size_t gap = text.find("::");
  if (!parse_groups(text.substr(0, gap), head, head_count)) return std::nullopt;
  if (gap == std::string_view::npos) {
    if (head_count != 8) return std::nullopt;
  } else if (!parse_groups(text.substr(gap + 2), tail, tail_count) || head_count + tail_count > 7) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < tail_count; ++i) head[8 - tail_count + i] = tail[i];
  Address address;
  for (std::size_t i = 0; i < 8; ++i) {
    address.bytes[2 * i] = static_cast<std::uint8_t>(head[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<std::uint8_t>(head[i] & 0xFF);
  }
  return address;
}

void append_hex(std::string& out, unsigned value) {
  std::array<char, 8> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
  out.append(digits.data(), result.ptr);
}

std::string print_ipv6(const Address& address) {  // RFC 5952 §4: lower case, the longest run of two or more zero groups as "::"
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = static_cast<unsigned>(address.bytes[2 * i] << 8 | address.bytes[2 * i + 1]);
  std::size_t best = 8;
  std::size_t best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && groups[i + length] == 0) ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
  }
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += "::";
      i += best_length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out.push_back(':');
    append_hex(out, groups[i]);
  }
  return out;
}

std::string print_ipv4(const Address& address) {
  std::string out;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) out.push_back('.');
    base::append_integer(out, address.bytes[i]);
  }
  return out;
}

}  // namespace

std::optional<std::string> canonical_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  auto address = host.find(':') == std::string_view::npos ? parse_ipv4(host) : parse_ipv6(host);
  if (!address) return std::nullopt;
  int length = address->bits;
  if (slash != std::string_view::npos) {
    const auto given = small_number(text.substr(slash + 1), address->bits);
    if (!given) return std::nullopt;
    length = *given;
  }
  for (int bit = length; bit < address->bits; ++bit) {
    auto& byte = address->bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte & ~(0x80U >> (bit % 8)));
  }
  std::string out = address->bits == 32 ? print_ipv4(*address) : print_ipv6(*address);
  if (length < address->bits) {
    out.push_back('/');
    base::append_integer(out, length);
  }
  return out;
}

}  // namespace pratique::api::query
