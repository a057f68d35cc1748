// `domain oidc`: where the people of a domain sign in. `user totp LOGIN --off`: for somebody who lost his authenticator app and the codes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "node/commands/arguments.hpp"
#include "node/config/config.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// Changes what was asked for, then answers what is set. `secret`: a line of standard input, with --secret-stdin. NotFound: no such domain.
[[nodiscard]] base::Result<std::string> domain_oidc(const DomainOidc& command, std::string_view secret, const config::Config& config,
                                                    storage::Storage& storage, const base::Clock& clock);

// Also ends the sessions of the account. NotFound: no such user.
[[nodiscard]] base::Result<std::string> turn_off_second_factor(const UserTotpOff& command, storage::Storage& storage);

}  // namespace pratique::commands
