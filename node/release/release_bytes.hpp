// What is handed on when a message is released: the stored bytes, less the header fields that Rspamd added to this very
// copy (docs/decisions/0008-release-bytes.md). Everything else, line ends and malformed headers included, stays as it came.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pratique::release {

// Removes X-Spam, X-Spamd-Bar, X-Spamd-Result and X-Rspamd-* when the header block shows that Rspamd saw the message,
// else nothing. Stops at the first line that is not a header field: from there on it is body.
[[nodiscard]] std::string without_filter_headers(std::string_view message);

}  // namespace pratique::release
