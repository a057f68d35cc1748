// POST /spamreport.php, as add-ons for mail programs send it: one form field `mailContent`, url-encoded or multipart, with the source of a
// message that is spam. The answer is text: exactly "OK", or what was wrong. Who has no account reports from the networks of
// [report] anonymous_from only; others say who they are by HTTP Basic.
#pragma once

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::compat {

[[nodiscard]] handlers::Answer take_spam_report(handlers::Services& services, const handlers::Request& request);
// The question of a browser before it (Fetch standard, CORS preflight).
[[nodiscard]] handlers::Answer allow_spam_report(handlers::Services& services, const handlers::Request& request);

}  // namespace pratique::compat
