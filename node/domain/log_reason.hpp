// Why mail was refused, put off or failed, in the product's words: the one table that maps SMTP replies, Postfix's own texts and the
// filter's modules and symbols to reasons (kLogReasons, kVerdictCodes) and classes. Enhanced status codes (RFC 3463) come before words
// where they say enough. Pure, total; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "client/api/message.hpp"

namespace pratique::domain {

struct LogReason {
  std::string_view code;  // empty: nothing known
  api::MessageClass message_class = api::MessageClass::Unknown;
};

enum class Speaker : std::uint8_t {
  Server,       // our Postfix, before or at the end of the message
  Filter,       // the milter's words
  Destination,  // the server that the mail was for, or our Postfix about the way to it
};

// `reply`: "550 5.1.1 <x@y>: Recipient address rejected: …", with or without the three digits.
[[nodiscard]] LogReason reason_of_reply(std::string_view reply, Speaker speaker);

// The module that set the filter's result before its checks were done ("greylist", "dmarc"); an empty reason when it is not known.
[[nodiscard]] LogReason reason_of_module(std::string_view module);

// The one symbol that by itself has at least half of the points; an empty reason when there is none, or it says nothing special.
[[nodiscard]] LogReason reason_of_symbols(std::span<const api::RuleHit> rules);

}  // namespace pratique::domain
