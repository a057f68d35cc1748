// The filter's verdict in the product's words: class, the one reason that decided, and what the Why page shows.
// Pure; codes are those of client/api/why_codes.hpp. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/api/message.hpp"
#include "node/mime/verdict.hpp"

namespace pratique::mime {

struct ExplainFacts {  // about the message itself, to fill sentences with
  std::string from_domain;
  std::string sender_ip;
  std::vector<std::string> attachment_names;
};

struct Explanation {
  api::MessageClass message_class = api::MessageClass::Unknown;
  std::string reason_code;
  api::Why why;
  bool worth_a_look = false;           // near the limit, harmless class, signed by the sender's own domain
  bool worth_a_look_if_known = false;  // the same without a signature, unless the domain disowns it (DMARC)
};

// `limit`: the score from which mail is held, as the reader should see it.
[[nodiscard]] Explanation explain(const FilterVerdict& verdict, std::optional<double> limit, const ExplainFacts& facts);

}  // namespace pratique::mime
