// The values that the templates name, made from node.toml. Nothing in them can end a line, a quotation or a word of the
// configuration files: what could is refused. Pure; any thread.
#pragma once

#include <map>
#include <string>

#include "client/base/result.hpp"
#include "node/config/config.hpp"

namespace pratique::mailflow {

// BadInput names the setting.
[[nodiscard]] base::Result<std::map<std::string, std::string, std::less<>>> settings_of(const config::Config& config);

}  // namespace pratique::mailflow
