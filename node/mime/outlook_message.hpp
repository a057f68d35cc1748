// Outlook's .msg (MS-OXMSG: MAPI properties in a compound file) as an RFC 5322 message, as far as possible. Kept are the header fields that
// came with it (PR_TRANSPORT_MESSAGE_HEADERS), plain and HTML text and attached files. Lost are the body's own bytes and structure, text
// that is there as RTF only, and Outlook messages attached to it. So it is never the message that was delivered, only about the same. Total
// and bounded for any bytes; any thread. Errors: BadInput (damaged), TooLarge.
#pragma once

#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::mime {

inline constexpr std::size_t kOutlookBytesMax = std::size_t{30} << 20;  // of the message that is made

[[nodiscard]] base::Result<std::string> rebuild_outlook_message(std::string_view bytes);

}  // namespace pratique::mime
