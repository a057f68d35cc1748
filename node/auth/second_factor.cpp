#include "node/auth/second_factor.hpp"

#include <sodium.h>

#include <array>

#include "node/auth/token.hpp"
#include "node/auth/totp.hpp"
#include "node/domain/digest.hpp"

namespace pratique::auth {
namespace {

using base::ErrorCode;
using base::fail;

// Who gets here has the password already, so a long wait locks out a thief, not just anyone's victim.
constexpr ThrottleRule kCodeRule{.free_tries = 5, .longest_wait_secs = 900};
constexpr int kRecoveryCodes = 10;
constexpr std::size_t kRecoveryBytes = 16;
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::string_view kIssuer = "Pratique";

std::string throttle_key(const storage::User& user) {
  return std::to_string(user.id);
}

std::string purpose_of(const storage::User& user) {
  return "totp " + std::to_string(user.id);
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

// "1a2b-3c4d-…": eight groups of four digits.
std::string make_recovery_code() {
  const std::string bytes = random_bytes(kRecoveryBytes);
  std::array<char, kRecoveryBytes * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  const std::string_view digits(hex.data());
  std::string code;
  for (std::size_t i = 0; i < digits.size(); i += 4) code += (i == 0 ? "" : "-") + std::string(digits.substr(i, 4));
  return code;
}

// As typed: blanks and dashes do not matter, nor does case.
std::string plain(std::string_view code) {
  std::string out;
  for (const char c : code.substr(0, kCodeBytesMax)) {
    if (c == ' ' || c == '-') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

std::unexpected<base::Error> wait(std::int64_t secs) {
  base::Error error{.code = ErrorCode::Throttled, .message = "Too many tries. Wait a little and try again", .field = "code"};
  error.retry_after_secs = secs;
  return std::unexpected(std::move(error));
}

}  // namespace

SecondFactor::SecondFactor(storage::SecondFactorRepository& storage, NodeKey& key, const base::Clock& clock)
    : storage_(storage), key_(key), clock_(clock), tries_(kCodeRule, clock) {}

base::Result<std::string> SecondFactor::secret_of(const storage::User& user, const storage::StoredSecondFactor& stored) {
  return key_.unseal(stored.sealed_secret, purpose_of(user));
}

base::Result<SecondFactor::Passed> SecondFactor::judge(const storage::User& user, const storage::StoredSecondFactor& stored,
                                                       std::string_view code) {
  const auto wrong = [] { return fail(ErrorCode::Unauthenticated, "That code is not right, or it was used before", "code"); };
  const std::string typed = plain(code);
  if (typed.size() == kRecoveryBytes * 2) {
    TRY(const bool is_right, storage_.take_recovery_code(user.id, domain::sha256_hex(typed)));
    if (is_right) return Passed::ByRecoveryCode;
    return wrong();
  }
  TRY(const std::string secret, secret_of(user, stored));
  const auto step = totp_step_of(secret, typed, clock_.wall_now());
  if (!step) return wrong();
  TRY(const bool is_new, storage_.take_step(user.id, *step));
  if (is_new) return Passed::ByCode;
  return wrong();
}

base::Result<SecondFactor::Passed> SecondFactor::check(const storage::User& user, std::string_view code) {
  const auto stored = storage_.find(user.id);
  if (!stored && stored.error().code != ErrorCode::NotFound) return std::unexpected(stored.error());
  if (!stored || !stored->is_on) return Passed::NotNeeded;
  if (code.empty()) return fail(ErrorCode::Unauthenticated, "Enter the code that your authenticator app shows", "code");
  if (const auto secs = tries_.charge(throttle_key(user)); secs > 0) return wait(secs);
  auto passed = judge(user, *stored, code);
  if (passed) tries_.forgive(throttle_key(user));
  return passed;
}

base::Result<api::SecondFactorState> SecondFactor::state(const storage::User& user) const {
  const auto stored = storage_.find(user.id);
  if (!stored && stored.error().code != ErrorCode::NotFound) return std::unexpected(stored.error());
  if (!stored || !stored->is_on) return api::SecondFactorState{};
  return api::SecondFactorState{.is_on = true, .recovery_codes_left = stored->recovery_codes_left};
}

base::Result<api::SecondFactorOffer> SecondFactor::begin(const storage::User& user) {
  const std::string secret = random_bytes(kTotpSecretBytes);
  TRY(const std::string sealed, key_.seal(secret, purpose_of(user)));
  TRY_VOID(storage_.begin(user.id, sealed));
  return api::SecondFactorOffer{.secret = base32(secret), .uri = otpauth_uri(secret, kIssuer, user.login)};
}

base::Result<api::RecoveryCodes> SecondFactor::confirm(const storage::User& user, std::string_view code) {
  const auto stored = storage_.find(user.id);
  if (!stored && stored.error().code != ErrorCode::NotFound) return std::unexpected(stored.error());
  if (!stored || stored->is_on) return fail(ErrorCode::Conflict, stored ? "The second factor is on already" : "Begin with a secret first");
  if (const auto secs = tries_.charge(throttle_key(user)); secs > 0) return wait(secs);
  TRY(const std::string secret, secret_of(user, *stored));
  const auto step = totp_step_of(secret, plain(code), clock_.wall_now());
  if (!step) return fail(ErrorCode::BadInput, "That is not the code that the app shows now. Is the clock of your device right?", "code");
  api::RecoveryCodes made;
  std::vector<std::string> hashes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    made.codes.push_back(make_recovery_code());
    hashes.push_back(domain::sha256_hex(plain(made.codes.back())));
  }
  TRY_VOID(storage_.confirm(user.id, *step, hashes, clock_.wall_now()));
  tries_.forgive(throttle_key(user));
  return made;
}

base::Result<void> SecondFactor::turn_off(const storage::User& user) {
  return storage_.remove(user.id);
}

}  // namespace pratique::auth
