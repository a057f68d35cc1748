// SHA-256 (FIPS 180-4) of bytes, as 64 lower-case hex digits. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pratique::domain {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace pratique::domain
