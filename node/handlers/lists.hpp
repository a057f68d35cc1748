// /v1/lists/{allow|block}: entries, preview, CSV out and in. Scope is decided in storage::ListRepository.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer list_entries(Services& services, const Request& request);
[[nodiscard]] Answer add_list_entry(Services& services, const Request& request);
[[nodiscard]] Answer change_list_entry(Services& services, const Request& request);
[[nodiscard]] Answer remove_list_entry(Services& services, const Request& request);
[[nodiscard]] Answer preview_list_entry(Services& services, const Request& request);
[[nodiscard]] Answer export_list(Services& services, const Request& request);
[[nodiscard]] Answer import_list(Services& services, const Request& request);

}  // namespace pratique::handlers
