// The second factor of a sign-in (TOTP, RFC 6238), and changing one's password.
//   GET    /v1/me/totp                              → SecondFactorState
//   POST   /v1/me/totp                              → 201 SecondFactorOffer; 409: it is on already
//   PUT    /v1/me/totp      Proof with a code       → RecoveryCodes; other sessions end
//   DELETE /v1/me/totp      Proof, either           → 204; other sessions end
//   PUT    /v1/me/password  PasswordChange          → 204; other sessions end
// A sign-in that lacks its code answers 401 with the code `second_factor`; the next try brings `code` beside the rest.
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"

namespace pratique::api {

inline constexpr std::string_view kSecondFactorCode = "second_factor";  // in an error's `code`

struct SecondFactorState {
  bool is_on = false;
  std::int64_t recovery_codes_left = 0;
  bool operator==(const SecondFactorState&) const = default;
};

struct SecondFactorOffer {
  std::string secret;  // base32, for typing
  std::string uri;     // otpauth://totp/…, for a picture
  bool operator==(const SecondFactorOffer&) const = default;
};

struct RecoveryCodes {
  std::vector<std::string> codes;  // each works once; shown this once
  bool operator==(const RecoveryCodes&) const = default;
};

struct Proof {  // of who is asking
  std::string password;
  std::string code;  // six digits, or a recovery code
};

struct PasswordChange {
  std::string password;  // as it is
  std::string wanted;    // as it is to be; wire: new_password
};

[[nodiscard]] std::string encode(const SecondFactorState& state);
[[nodiscard]] std::string encode(const SecondFactorOffer& offer);
[[nodiscard]] std::string encode(const RecoveryCodes& codes);
[[nodiscard]] base::Result<SecondFactorState> decode_second_factor_state(std::string_view json);
[[nodiscard]] base::Result<SecondFactorOffer> decode_second_factor_offer(std::string_view json);
[[nodiscard]] base::Result<RecoveryCodes> decode_recovery_codes(std::string_view json);
[[nodiscard]] base::Result<Proof> decode_proof(std::string_view json);  // either may be left out
[[nodiscard]] base::Result<PasswordChange> decode_password_change(std::string_view json);

}  // namespace pratique::api
