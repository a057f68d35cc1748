// How an error travels: HTTP status and {code, message, request_id, field?}. node-api.md "Principles".
#pragma once

#include <string>
#include <string_view>

#include "client/base/error.hpp"

namespace pratique::api {

[[nodiscard]] std::string_view to_wire(base::ErrorCode code);  // bad_input, unauthenticated, not_found, …
[[nodiscard]] int http_status(base::ErrorCode code);           // codes that never travel answer 500
[[nodiscard]] std::string encode(const base::Error& error);    // `detail` is left out

// From an HTTP answer with a status of 400 or more; total: a body that is not ours still gives a useful error.
[[nodiscard]] base::Error decode_error(int status, std::string_view body, std::string_view retry_after);

}  // namespace pratique::api
