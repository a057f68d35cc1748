// Everything that matches a search, as a file: written while it is read, page by page, whatever its size.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer export_messages(Services& services, const Request& request);

}  // namespace pratique::handlers
