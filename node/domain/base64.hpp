// Base64 (RFC 4648 §4, and the URL alphabet of §5), padded or not, broken by white space or not. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pratique::domain {

[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);  // nothing for anything else

}  // namespace pratique::domain
