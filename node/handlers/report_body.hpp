// The files of a POST to /v1/reports: raw bytes, multipart/form-data, or JSON with base64 (client/api/report.hpp). Errors: BadInput,
// TooLarge, both naming the field.
#pragma once

#include <vector>

#include "node/handlers/exchange.hpp"
#include "node/reports/sent_files.hpp"

namespace pratique::handlers {

[[nodiscard]] base::Result<std::vector<reports::SentFile>> report_files(const Request& request);

}  // namespace pratique::handlers
