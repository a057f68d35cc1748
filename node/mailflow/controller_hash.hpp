// The form in which Rspamd's configuration keeps the controller's password. Runs Rspamd's own `rspamadm pw`, whose derivation is
// no standard one. Blocks for some 100 ms; for commands, not for the server.
#pragma once

#include <string>

#include "client/base/result.hpp"

namespace pratique::mailflow {

// BadInput: no password, or one with a line break. Unavailable: rspamadm is not installed or failed.
[[nodiscard]] base::Result<std::string> controller_hash(const std::string& password);

}  // namespace pratique::mailflow
