// Postfix, Rspamd and Valkey as one mail flow with the node: templates of this folder, filled from node.toml. Pure; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"
#include "node/config/config.hpp"

namespace pratique::mailflow {

struct RenderedFile {
  std::filesystem::path path;  // "postfix/main.cf", below the folder that is rendered to
  std::string text;
};

// "@{name}" in the text becomes the value of that name. Internal: the text names a value that is not there.
[[nodiscard]] base::Result<std::string> fill(std::string_view text, const std::map<std::string, std::string, std::less<>>& values);

// `controller_hash` is of the controller's password; without [filter] controller it is not used and the controller stays as it is.
// BadInput: a setting is missing or could not stand in a configuration file; the message names it.
[[nodiscard]] base::Result<std::vector<RenderedFile>> render(const config::Config& config, std::string_view controller_hash);

}  // namespace pratique::mailflow
