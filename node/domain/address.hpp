// RFC 5321 addresses as keys: domain in lower-case A-label form, local part as given but compared without case.
// Also the quarantine form that the filter's postfix rule makes: bob=dest.example@q.internal (docs/mail-pipeline).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::domain {

struct Address {
  std::string local_part;
  std::string domain;
  [[nodiscard]] std::string text() const { return local_part + "@" + domain; }
  bool operator==(const Address&) const = default;
};

// Accepts RFC 5321 Mailbox (dot-string and quoted-string local parts, UTF-8 by RFC 6531, address literals); BadInput
// otherwise. More lenient than the RFC where real mail is: misplaced dots and local parts over 64 bytes are taken.
[[nodiscard]] base::Result<Address> parse_address(std::string_view text);

// bob=dest.example@<quarantine_domain> → bob@dest.example; a plain recipient is returned as it is.
// The last '=' separates, since local parts may contain one.
[[nodiscard]] Address recipient_of(const Address& envelope_recipient, std::string_view quarantine_domain);

// What addresses are compared by: the whole address without case. Also for text that is not an address.
[[nodiscard]] std::string address_key(std::string_view address);

// A domain as a key: lower-case A-labels (UTS #46, non-transitional); BadInput when it is not a host name.
[[nodiscard]] base::Result<std::string> normalise_domain(std::string_view domain);

// Whether an address ends in @`domain`, without case; false for an empty domain.
[[nodiscard]] bool is_in_domain(std::string_view address, std::string_view domain);

// Whether a domain stands for everybody who registers under it: a top-level domain, or a country's usual second level
// ("co.uk"). Without a public-suffix list, so not every one is known.
[[nodiscard]] bool is_registry_suffix(std::string_view domain);

// The domain a person would call the sender's own, without a public-suffix list: the last two labels, three for
// two-letter country domains with a short second level (co.uk, com.br).
[[nodiscard]] std::string organisational_domain(std::string_view domain);

}  // namespace pratique::domain
