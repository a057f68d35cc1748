// `mailflow render`: the configuration of the programs around the node, as files to install.
#pragma once

#include <string>

#include "node/commands/arguments.hpp"
#include "node/config/config.hpp"

namespace pratique::commands {

// Answers what to do with them. BadInput names the setting that cannot be rendered; nothing is written then.
[[nodiscard]] base::Result<std::string> render_mail_flow(const RenderMailFlow& command, const config::Config& config);

}  // namespace pratique::commands
