#include "node/compat/basic.hpp"

#include "client/base/text.hpp"
#include "node/domain/base64.hpp"

namespace pratique::compat {

std::optional<api::SignIn> basic_credentials(std::string_view authorization) {
  constexpr std::string_view kScheme = "basic ";
  if (authorization.size() < kScheme.size() || !base::equals_ignoring_ascii_case(authorization.substr(0, kScheme.size()), kScheme))
    return std::nullopt;
  const auto pair = domain::base64_decode(base::trim(authorization.substr(kScheme.size())));
  const auto colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return api::SignIn{.login = pair->substr(0, colon), .password = pair->substr(colon + 1), .stay = false};
}

}  // namespace pratique::compat
