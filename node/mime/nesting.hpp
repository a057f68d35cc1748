// How much of a message may be given to the MIME parser, which calls itself once a level of nesting. One pass over the
// lines; it errs towards stopping early. Total; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace pratique::mime {

inline constexpr int kContainersRead = 200;  // multiparts and embedded messages, nested or not

// Length of the prefix that declares at most kContainersRead multiparts and embedded messages.
[[nodiscard]] std::size_t safe_nesting_length(std::string_view message);

}  // namespace pratique::mime
