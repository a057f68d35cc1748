#include "node/auth/password.hpp"

#include <sodium.h>

#include <array>
#include <semaphore>

namespace pratique::auth {
namespace {

constexpr auto kOperations = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
constexpr auto kMemoryBytes = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;

// Two at once bound the memory that a flood of sign-ins can take.
std::counting_semaphore<2>& places() {
  static std::counting_semaphore<2> semaphore(2);
  return semaphore;
}

class Place {
 public:
  Place() { places().acquire(); }
  ~Place() { places().release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
};

std::string hash_now(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> encoded{};
  const Place place;
  if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), kOperations, kMemoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return {};
  return encoded.data();
}

// Of a password nobody has; made on first use with the same cost as every other.
const std::string& nobodys_hash() {
  static const std::string hash = [] {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hash_now(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  }();
  return hash;
}

}  // namespace

base::Result<std::string> hash_password(std::string_view password) {
  if (password.size() < kPasswordBytesMin)
    return base::fail(base::ErrorCode::BadInput, "A password needs at least 8 characters", "password");
  if (password.size() > kPasswordBytesMax) return base::fail(base::ErrorCode::BadInput, "That password is too long", "password");
  std::string hash = hash_now(password);
  if (hash.empty())
    return base::fail(base::ErrorCode::Unavailable, "The server is busy. Try again in a moment", {}, "argon2id: out of memory");
  return hash;
}

bool password_matches(std::string_view hash, std::string_view password) {
  const bool has_hash = !hash.empty() && hash.size() < crypto_pwhash_STRBYTES;
  const std::string encoded(has_hash ? hash : std::string_view(nobodys_hash()));
  const std::string_view tried = password.substr(0, kPasswordBytesMax + 1);
  const Place place;
  const bool matches = crypto_pwhash_str_verify(encoded.c_str(), tried.data(), tried.size()) == 0;
  return matches && has_hash && password.size() <= kPasswordBytesMax;
}

}  // namespace pratique::auth
