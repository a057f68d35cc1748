// `import FILE…`: messages from .eml files, stored as if they had come by LMTP. The same file again changes nothing.
#pragma once

#include <string>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/commands/arguments.hpp"
#include "node/config/config.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// The line to print. Stops at the first file that cannot be read, is too large or is for nobody here; the error names it,
// and the files before it are stored.
[[nodiscard]] base::Result<std::string> import_files(const Import& command, const config::LmtpConfig& limits, storage::Storage& storage,
                                                     const base::Clock& clock, base::Logger& log);

}  // namespace pratique::commands
