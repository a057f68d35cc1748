// The rules of allow and block lists that need no storage: what an entry may say, whose it is, which senders it means.
// A pattern is an address, or a domain that stands for its subdomains too. Pure functions; any thread.
// Errors: BadInput with the field of the entry that is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/list_entry.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::domain {

// Every text as it is stored: domains in lower-case A-labels, a note without control characters. "@example.org" and
// "*.example.org" are taken for "example.org". Refused are patterns that mean half of the world: a top-level domain, a
// domain under which anybody registers ("co.uk"), an IP address.
[[nodiscard]] base::Result<api::NewListEntry> normalise(api::NewListEntry entry);

// The domain of an address, or the domain itself.
[[nodiscard]] std::string_view domain_part(std::string_view address_or_domain);

// Keys under which entries for this sender may be stored, most specific first: the address, its domain, that one's
// parents down to two labels. None for text that is not an address.
[[nodiscard]] std::vector<std::string> sender_keys(std::string_view address);

enum class ListRight : std::uint8_t { None, Look, Change };
// What a caller may do with entries for a recipient or a domain: people change those for their own addresses and see those
// for their domain; domain users and admins change what is in their domains.
[[nodiscard]] ListRight list_right(const Scope& scope, std::string_view applies_to);

// Where anybody gets an address: an entry for the whole domain says little about a sender. docs/user/lists.md names them.
[[nodiscard]] bool is_public_mail_provider(std::string_view domain);

// Whether somebody outside could pretend to be this sender to these recipients as "one of us".
[[nodiscard]] bool is_own_domain(std::string_view pattern, std::string_view applies_to);

}  // namespace pratique::domain
