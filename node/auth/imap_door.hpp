// Asks a domain's IMAP server (RFC 9051) whether a password is right: connects, signs in, NOOP, closes; a new connection each time.
// Only the server's own word that name or password are wrong is Wrong. Blocks for about the rules' timeout; any thread.
#pragma once

#include "node/auth/door.hpp"

namespace pratique::auth {

[[nodiscard]] DoorAnswer ask_imap(const DoorQuestion& question, const DoorRules& rules);

}  // namespace pratique::auth
