// /v1/reports: people report spam, phishing and wanted mail (client/api/report.hpp).
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

[[nodiscard]] Answer preview_report(Services& services, const Request& request);
[[nodiscard]] Answer make_report(Services& services, const Request& request);
[[nodiscard]] Answer list_reports(Services& services, const Request& request);
[[nodiscard]] Answer undo_report(Services& services, const Request& request);

}  // namespace pratique::handlers
