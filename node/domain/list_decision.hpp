// Which allow or block entry decides about a message on arrival. Pure; any thread. docs/decisions/0014-when-an-entry-counts.md
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/list_entry.hpp"
#include "client/api/message.hpp"
#include "client/api/session.hpp"
#include "client/base/clock.hpp"

namespace pratique::domain {

struct ListCandidate {
  api::ListEntry entry;
  api::Role role = api::Role::Email;  // of who wrote it
};

struct ArrivedSender {
  std::string_view header_from;    // address, or empty
  std::string_view envelope_from;  // address; empty: the null reverse-path
  std::span<const api::AuthResult> authentication;
};

// Whether an allow entry may believe the header From: the verdict has a pass of SPF, DKIM or DMARC for its domain.
[[nodiscard]] bool is_authenticated(std::span<const api::AuthResult> authentication);

// The entry that decides, or none. Mailbox before domain, then the longer pattern, then block before allow; paused and
// expired entries do nothing. An allow entry counts only for a sender who is believed (see is_authenticated), or when the envelope
// sender matches too and neither SPF nor DMARC says that it is forged. `candidates` are entries for this recipient or his domain.
[[nodiscard]] std::optional<ListCandidate> decide(std::span<const ListCandidate> candidates, const ArrivedSender& sender,
                                                  base::WallTime now);

}  // namespace pratique::domain
