// Addresses that existing programs call, and that are hence not of our choosing (docs/operator/reports.md).
#pragma once

#include <span>

#include "node/handlers/routes.hpp"

namespace pratique::compat {

[[nodiscard]] std::span<const handlers::Route> routes();

}  // namespace pratique::compat
