// Passwords at rest: argon2id in libsodium's encoded form ($argon2id$v=19$…). Deliberately slow (about 50 ms and 64 MiB
// each), so at most a few are computed at once, whatever the number of callers. Blocks; any thread but an event loop's.
#pragma once

#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::auth {

inline constexpr std::size_t kPasswordBytesMin = 8;
inline constexpr std::size_t kPasswordBytesMax = 1024;

// BadInput (field "password") when too short or too long; Unavailable when the memory for it is not there.
[[nodiscard]] base::Result<std::string> hash_password(std::string_view password);

// An empty hash (no such user, or one without a password) takes as long as a real one and never matches, so that the
// time of an answer does not tell who has an account.
[[nodiscard]] bool password_matches(std::string_view hash, std::string_view password);

}  // namespace pratique::auth
