// `serve`: LMTP and HTTP over one store, until SIGTERM or SIGINT. Returns once everything has ended cleanly: what was
// accepted is durable, what was not is still with its sender. Call block_stop_signals() before any thread is started.
#pragma once

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/config/config.hpp"
#include "node/storage/storage.hpp"

namespace pratique::commands {

// So that every thread inherits the mask and only serve() takes the signals.
void block_stop_signals();

[[nodiscard]] base::Result<void> serve(const config::Config& config, storage::Storage& storage, const base::Clock& clock,
                                       base::Logger& log);

}  // namespace pratique::commands
