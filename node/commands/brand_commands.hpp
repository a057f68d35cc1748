// `brand`, `certificate` and `proxy`: the portal's looks and its names, from the command line, beside a running node.
#pragma once

#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/commands/arguments.hpp"
#include "node/config/config.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

[[nodiscard]] base::Result<std::string> brand(const BrandCommand& command, storage::Storage& storage);
// `input` is the bundle for `put`.
[[nodiscard]] base::Result<std::string> certificate(const CertificateCommand& command, std::string_view input, const config::Config& config,
                                                    base::WallTime now);
// Writes DIR/nginx.conf, and a self-signed certificate for every host name that has none.
[[nodiscard]] base::Result<std::string> render_proxy(const RenderProxy& command, const config::Config& config, storage::Storage& storage,
                                                     base::WallTime now);
// For host names of brands, where a proxy has been set up.
[[nodiscard]] base::Result<void> make_missing_certificates(const config::Config& config, storage::Storage& storage, base::WallTime now);

}  // namespace pratique::commands
