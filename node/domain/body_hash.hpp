// What a message's body is known by, whatever mail stores and programs do to it on its way: SHA-256 of its lines that are not blank,
// without white space at their ends, with LF after each and before the first, and ">From " as "From ". The rendered Rspamd exporter
// (node/mailflow/templates) takes the same. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pratique::domain {

// `message`: header fields, an empty line, the body; without an empty line there is no body. 64 lower-case hex digits.
[[nodiscard]] std::string body_hash(std::string_view message);

}  // namespace pratique::domain
