// What a provider says of a person: an ID token (OpenID Connect Core 1.0 §2) that came straight from its token endpoint over verified TLS,
// which is why its signature is not looked at (§3.1.3.7, 6), or its userinfo answer (§5.3). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::auth {

struct TokenExpectation {
  std::string_view issuer;
  std::string_view client_id;
  std::string_view nonce;
  base::WallTime now{};
};

struct Person {
  std::string subject;
  std::optional<std::string> email;  // absent: ask userinfo
  bool email_verified = false;
};

// Unauthenticated with what was wrong in `detail`: issuer, audience, time, nonce, or no token at all.
[[nodiscard]] base::Result<Person> person_in_id_token(std::string_view token, const TokenExpectation& expected);
// Unauthenticated: of another person than `subject` (§5.3.2), or nonsense.
[[nodiscard]] base::Result<Person> person_in_userinfo(std::string_view json, std::string_view subject);

}  // namespace pratique::auth
