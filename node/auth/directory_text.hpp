// What a person types as part of a distinguished name or a search filter. Pure; total; any thread.
#pragma once

#include <string>
#include <string_view>

#include "node/domain/address.hpp"

namespace pratique::auth {

// Everything but letters, digits and -._@ of ASCII as \XX: the one escape that RFC 4514 §2.4 (names) and RFC 4515 §3 (filters) share, so
// that no value ends what it stands in, whichever that is.
[[nodiscard]] std::string directory_escaped(std::string_view value);

// {address}, {local} and {domain} in `pattern`, escaped; other text as it is.
[[nodiscard]] std::string directory_text(std::string_view pattern, const domain::Address& address);

// Whether the result differs from person to person: {address} or {local} is in it.
[[nodiscard]] bool names_a_person(std::string_view pattern);

}  // namespace pratique::auth
