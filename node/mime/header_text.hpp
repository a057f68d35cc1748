// Header values as people wrote them: RFC 2047 encoded words (also where they should not be), raw 8-bit, mailboxes.
// Total for any bytes; results are valid UTF-8. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/api/message.hpp"
#include "node/mime/message.hpp"

namespace pratique::mime {

// Encoded words decoded; raw 8-bit is UTF-8 if valid, else `fallback_charset`, else windows-1252. Folds become LF + blank.
[[nodiscard]] std::string decode_header_text(std::string_view raw, std::string_view fallback_charset);

// The first mailbox of an address field (RFC 5322 §3.4, leniently): decoded name, address with its domain in lower case.
[[nodiscard]] api::Mailbox parse_mailbox(std::string_view raw, std::string_view fallback_charset);

// The fields of a header block up to its empty line, in order. Lines that are no field are skipped.
[[nodiscard]] std::vector<RawHeader> split_header(std::string_view message);

}  // namespace pratique::mime
