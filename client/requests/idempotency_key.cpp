#include "client/requests/idempotency_key.hpp"

#include <random>
#include <string_view>

namespace pratique::requests {

std::string new_idempotency_key() {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::random_device entropy;  // crypto.getRandomValues in the browser
  std::string key;
  key.reserve(32);
  for (int word = 0; word < 4; ++word) {
    const unsigned bits = entropy();
    for (unsigned shift = 0; shift < 32; shift += 4) key.push_back(kHex[(bits >> shift) & 0xF]);
  }
  return key;
}

}  // namespace pratique::requests
