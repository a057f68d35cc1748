// GET /api/<controller>/<action>[/<key>/<value>]…: the few calls by which modules of hosting panels sign their customers in, as those
// modules send them. HTTP Basic; the answer is always 200, its text or JSON says what was wrong. docs/operator/panels.md lists the calls.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::compat {

[[nodiscard]] handlers::Answer answer_panel(handlers::Services& services, const handlers::Request& request);

}  // namespace pratique::compat
