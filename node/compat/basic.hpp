// HTTP Basic (RFC 7617), which programs that are not browsers send. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "client/api/session.hpp"

namespace pratique::compat {

// Name and password out of an Authorization field; nothing without one, or with another scheme.
[[nodiscard]] std::optional<api::SignIn> basic_credentials(std::string_view authorization);

}  // namespace pratique::compat
