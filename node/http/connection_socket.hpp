// The socket under a request. Drogon 1.9.0 cannot keep an answer open and does not say which socket a request came from,
// but both ends of a TCP connection name it uniquely (docs/decisions/0009-event-stream.md).
#pragma once

#include <drogon/HttpRequest.h>

namespace pratique::http {

// A duplicate of the request's socket, to be closed by the caller; -1 when it is gone. Only on the event loop that
// serves the connection, where it cannot be closed meanwhile.
[[nodiscard]] int duplicate_socket_of(const drogon::HttpRequestPtr& request);

}  // namespace pratique::http
