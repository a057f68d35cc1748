// Asks a domain's directory (LDAPv3, RFC 4511) whether a password is right, by a simple bind: as the name made of the template, or as the
// one entry that the search finds. Never binds without a password, which directories take for anybody (RFC 4513 §5.1.2).
// Blocks for about the rules' timeout; any thread.
#pragma once

#include "node/auth/door.hpp"

namespace pratique::auth {

[[nodiscard]] DoorAnswer ask_ldap(const DoorQuestion& question, const DoorRules& rules);

}  // namespace pratique::auth
