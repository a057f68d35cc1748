// `domain policy`: who may release what in a domain. `domain filter`: what is checked for it.
#pragma once

#include <string>

#include "node/commands/arguments.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// Changes what was asked for, then answers the policy as it is, one line a class. NotFound: no such domain.
[[nodiscard]] base::Result<std::string> domain_policy(const DomainPolicy& command, storage::Storage& storage);

// The same for the switches, one line each. NotFound: no such domain.
[[nodiscard]] base::Result<std::string> domain_filter(const DomainFilter& command, storage::Storage& storage);

}  // namespace pratique::commands
