// `domain sign-in`: shows or sets whose server checks the passwords of a domain's people. Errors are sentences for the operator.
#pragma once

#include <string>

#include "node/commands/arguments.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// `search_password`: where the command says that one comes. BadInput names what is wrong; then nothing is changed.
[[nodiscard]] base::Result<std::string> domain_sign_in(const DomainSignInCommand& command, const std::string& search_password,
                                                       storage::Storage& storage);

}  // namespace pratique::commands
