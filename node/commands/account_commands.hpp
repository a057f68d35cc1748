// `domain add` and `user add`: what they store, and the line they print. Errors are sentences for the operator.
#pragma once

#include <string>
#include <string_view>

#include "node/commands/arguments.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// Adds the domain, or changes the one that is there.
[[nodiscard]] base::Result<std::string> add_domain(const AddDomain& command, storage::Storage& storage);

// Conflict: the login is taken. BadInput: the password is too short or too long.
[[nodiscard]] base::Result<std::string> add_user(const AddUser& command, std::string_view password, storage::Storage& storage);

}  // namespace pratique::commands
