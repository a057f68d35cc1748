// Bearer tokens: 256 random bits, base64url; and single sign-on tickets. Only their SHA-256 is stored, so a copy of the database signs
// nobody in.
#pragma once

#include <string>
#include <string_view>

namespace pratique::auth {

[[nodiscard]] std::string make_token();
[[nodiscard]] std::string make_ticket();                       // 160 random bits, 40 hexadecimal digits
[[nodiscard]] std::string hash_token(std::string_view token);  // hex

}  // namespace pratique::auth
