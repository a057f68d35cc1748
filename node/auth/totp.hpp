// One-time codes that an authenticator app and the node compute alike: HOTP (RFC 4226) over the time (RFC 6238) with HMAC-SHA-1, 30 seconds
// and 6 digits, which is what every app knows. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"

namespace pratique::auth {

inline constexpr std::size_t kTotpSecretBytes = 20;  // RFC 4226 §4 R6

// The six digits of a counter; RFC 4226 §5.3.
[[nodiscard]] std::string hotp(std::string_view secret, std::int64_t counter);

// Which time step, now or one to either side, this code is of; nothing: none of them. RFC 6238 §5.2 allows one for a slow clock or hand.
[[nodiscard]] std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code, base::WallTime now);

[[nodiscard]] std::string base32(std::string_view bytes);  // RFC 4648 §6, without padding

// What a QR code holds. `issuer` and `account` are shown in the app.
[[nodiscard]] std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace pratique::auth
