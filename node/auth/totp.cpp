#include "node/auth/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

#include "client/base/text.hpp"

namespace pratique::auth {
namespace {

constexpr std::int64_t kStepMs = 30'000;
constexpr std::size_t kDigits = 6;
constexpr std::uint32_t kModulus = 1'000'000;

}  // namespace

std::string hotp(std::string_view secret, std::int64_t counter) {
  std::array<unsigned char, 8> moving{};
  for (std::size_t i = 0; i < moving.size(); ++i)
    moving[7 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(counter) >> (8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int length = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), moving.data(), moving.size(), mac.data(), &length) == nullptr)
    return {};
  const std::size_t offset = mac[length - 1] & 0x0Fu;
  std::uint32_t truncated = 0;
  for (std::size_t i = 0; i < 4; ++i) truncated = truncated << 8 | mac[offset + i];
  std::string digits = std::to_string((truncated & 0x7FFFFFFFu) % kModulus);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code, base::WallTime now) {
  if (code.size() != kDigits) return std::nullopt;
  const std::int64_t step = now.time_since_epoch().count() / kStepMs;
  std::optional<std::int64_t> found;
  for (const std::int64_t candidate : {step - 1, step, step + 1}) {
    const std::string right = hotp(secret, candidate);
    if (right.size() == code.size() && sodium_memcmp(right.data(), code.data(), code.size()) == 0) found = candidate;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t waiting = 0;
  int bits = 0;
  for (const char c : bytes) {
    waiting = (waiting << 8 | static_cast<unsigned char>(c)) & 0xFFFu;
    for (bits += 8; bits >= 5; bits -= 5) out += kAlphabet[waiting >> (bits - 5) & 31u];
  }
  if (bits > 0) out += kAlphabet[waiting << (5 - bits) & 31u];
  return out;
}

std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
  return "otpauth://totp/" + base::percent_encode(issuer) + ":" + base::percent_encode(account) + "?secret=" + base32(secret) +
         "&issuer=" + base::percent_encode(issuer);
}

}  // namespace pratique::auth
