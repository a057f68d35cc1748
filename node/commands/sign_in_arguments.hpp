// The words after `domain sign-in`. Total: every mistake is a BadInput that names the argument.
#pragma once

#include "node/commands/arguments.hpp"
#include "node/commands/words.hpp"

namespace pratique::commands {

[[nodiscard]] base::Result<Command> read_domain_sign_in(Words& words);

}  // namespace pratique::commands
