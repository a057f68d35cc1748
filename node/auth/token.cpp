#include "node/auth/token.hpp"

#include <sodium.h>

#include <array>

#include "node/domain/digest.hpp"

namespace pratique::auth {

std::string make_token() {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, kVariant)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  return text.data();
}

std::string make_ticket() {
  std::array<unsigned char, 20> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 41> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return text.data();
}

std::string hash_token(std::string_view token) {
  return domain::sha256_hex(token);
}

}  // namespace pratique::auth
