// What the filter wrote into the message's header: score, symbols, authentication. Total for any bytes; any thread.
//
// Which headers are believed. Rspamd removes incoming headers of its own names before it adds them, and mail only reaches
// the node through the filter; still a sender may forge what the filter in use does not write. So of each header:
//  - one above the second Received field (the first is our own MTA's) was added after the message came in: it is believed,
//    and lower ones of that name are not;
//  - where only lower ones exist (milters may add at the end), the last is believed, since the filter adds last.
// X-Spam-* is read only when there is no Rspamd verdict.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/message.hpp"
#include "node/mime/message.hpp"

namespace pratique::mime {

struct FilterVerdict {
  enum class Source : std::uint8_t { None, Rspamd, SpamAssassin };
  Source source = Source::None;
  std::optional<double> score;
  std::optional<double> required;  // the filter's own limit: Rspamd's is that of its strongest action, rarely the one that held the mail
  std::string action;              // add header, reject, no action, …; SpamAssassin: spam or empty
  std::string queue_id;
  std::string virus;                // named by amavis
  bool banned_file = false;         // amavis
  std::vector<api::RuleHit> rules;  // as reported, with meaning codes
  std::vector<api::AuthResult> authentication;
};

// The field that is believed among those of one name, or null.
[[nodiscard]] const RawHeader* believed(std::span<const RawHeader> headers, std::string_view name);
[[nodiscard]] FilterVerdict read_verdict(std::span<const RawHeader> headers, std::string_view from_domain,
                                         std::string_view envelope_domain);
// Whether a verdict leans on fields of this name.
[[nodiscard]] bool is_verdict_header(std::string_view name);

// A symbol of the filter with the meaning that we know for it.
[[nodiscard]] api::RuleHit rule_named(std::string_view symbol, double weight);
// What Rspamd's own symbols say of SPF, DKIM, DMARC and ARC.
[[nodiscard]] std::vector<api::AuthResult> authentication_of(std::span<const api::RuleHit> rules, std::string_view from_domain,
                                                             std::string_view envelope_domain);

// RFC 8601. `from_domain` decides alignment (by organisational domain).
[[nodiscard]] std::vector<api::AuthResult> parse_authentication_results(std::string_view value, std::string_view from_domain);

}  // namespace pratique::mime
