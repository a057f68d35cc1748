// Who may open the portal as whom with a single sign-on ticket. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "client/api/ticket.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"
#include "node/storage/account_repository.hpp"

namespace pratique::auth {

// The domain by which administrators see an account: of its first mailbox, or its first domain; empty for theirs.
[[nodiscard]] std::string domain_of(const storage::User& user);

// A super-administrator may open any account; an administrator his own, and those of domains and mailboxes that lie wholly in his
// domains: one that also reads somebody else's mail, or administers, is not his to open.
[[nodiscard]] bool may_open(const domain::Scope& scope, const storage::User& user);

// An account without a password for a mailbox ("ann@example.org") or a domain; BadInput: neither.
[[nodiscard]] base::Result<storage::User> new_account(const std::string& login);

// BadInput naming the field.
[[nodiscard]] base::Result<void> check_ticket(const api::NewTicket& wanted);

[[nodiscard]] bool looks_like_ticket(std::string_view text);  // 40 hexadecimal digits

}  // namespace pratique::auth
