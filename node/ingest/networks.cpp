#include "node/ingest/networks.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>
#include <string>

#include "client/base/text.hpp"

namespace pratique::ingest {
namespace {

using Key = std::array<unsigned char, 16>;

std::optional<Key> key_of(std::string_view text, int& offset_bits) {
  const std::string address(text);
  Key key{};
  if (::inet_pton(AF_INET, address.c_str(), key.data() + 12) == 1) {
    key[10] = key[11] = 0xFF;
    offset_bits = 96;
    return key;
  }
  offset_bits = 0;
  return ::inet_pton(AF_INET6, address.c_str(), key.data()) == 1 ? std::optional(key) : std::nullopt;
}

bool same_start(const Key& a, const Key& b, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const unsigned mask = 0x80U >> (bit % 8);
    if ((a[byte] & mask) != (b[byte] & mask)) return false;
  }
  return true;
}

}  // namespace

Networks::Networks(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find_first_of(" ,\t\n");
    std::string word(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    std::erase_if(word, [](char c) { return c == '[' || c == ']'; });
    const auto slash = word.find('/');
    int offset = 0;
    const auto key = key_of(std::string_view(word).substr(0, slash), offset);
    if (!key) continue;
    std::int64_t bits = 128 - offset;
    if (slash != std::string::npos) {
      const auto given = base::parse_integer(std::string_view(word).substr(slash + 1));
      if (!given || *given < 0 || *given > bits) continue;
      bits = *given;
    }
    networks_.push_back({*key, offset + static_cast<int>(bits)});
  }
}

bool Networks::contains(std::string_view address) const {
  int offset = 0;
  const auto key = key_of(address, offset);
  return key && std::ranges::any_of(networks_, [&key](const Network& network) { return same_start(network.key, *key, network.bits); });
}

}  // namespace pratique::ingest
