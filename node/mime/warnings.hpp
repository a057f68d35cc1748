// What a reader should look at twice, whatever the score: who the message says it is from, and where its answers and links go.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/api/message.hpp"
#include "node/mime/look_alike.hpp"
#include "node/mime/message.hpp"

namespace pratique::mime {

inline constexpr std::size_t kWarningsListed = 20;

struct WarningFacts {
  const api::Mailbox& from;
  std::string_view envelope_from;  // empty: the null reverse-path
  bool envelope_differs = false;
  api::Mailbox reply_to;  // empty address: none
};

// sender_differs, name_is_address, reply_differs, look_alike_domain; then look_alike_link for links that are.
[[nodiscard]] std::vector<api::WhyWarning> warnings_of(const WarningFacts& facts, const std::vector<api::WhyLink>& links,
                                                       const LookAlikes& look_alikes);

}  // namespace pratique::mime
