// Which Received fields say that a mail server of ours took the message. What they say proves nothing by itself: anybody can write them;
// the queue id is where the proof is looked for (docs/decisions/0029-what-proves-a-report.md). Total; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pratique::mime {

inline constexpr std::size_t kHopsRead = 20;

struct Hop {
  std::string queue_id;
  std::size_t end = 0;  // of the field in the message: what comes after is what the filter saw
};

// RFC 5321 §4.4 trace fields of Postfix "by `host`", topmost first, at most kHopsRead.
[[nodiscard]] std::vector<Hop> hops_of(std::string_view message, std::string_view host);

}  // namespace pratique::mime
