// Single sign-on tickets, one-time links by mail, and the record of who signed in how. Any thread; every call is one transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/api/ticket.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

struct StoredTicket {
  std::string token_hash;  // SHA-256 of the ticket, hex; the ticket itself is never stored
  std::int64_t user_id = 0;
  std::string made_by;  // login
  std::string identifier;
  std::string logout_url;
  base::WallTime expires_at{};
};

struct StoredLink {
  std::string token_hash;  // SHA-256 of the token in the link, hex; the token itself is never stored
  std::int64_t user_id = 0;
  base::WallTime expires_at{};
};

struct NewSignInEvent {
  api::SignInEvent event;
  std::int64_t user_id = 0;  // 0: nobody of this node
  std::string domain;        // by which administrators see it; empty: none
};

class SignInRepository {
 public:
  virtual ~SignInRepository() = default;
  [[nodiscard]] virtual base::Result<void> add_ticket(const StoredTicket& ticket) = 0;
  [[nodiscard]] virtual base::Result<StoredTicket> find_ticket(std::string_view token_hash) const = 0;
  [[nodiscard]] virtual base::Result<void> add_link(const StoredLink& link) = 0;
  [[nodiscard]] virtual base::Result<StoredLink> find_link(std::string_view token_hash) const = 0;
  // False: it was not there any more. Once true, this link and the account's others are gone.
  [[nodiscard]] virtual base::Result<bool> take_link(std::string_view token_hash) = 0;
  [[nodiscard]] virtual base::Result<void> add_event(const NewSignInEvent& event) = 0;
  // Newest first: one's own, and for administrators those of their domains. offset from 0, limit 1 to 200.
  [[nodiscard]] virtual base::Result<api::SignInEventPage> events(const domain::Scope& scope, std::int64_t offset,
                                                                  std::int64_t limit) const = 0;
  // Tickets, links and sign-ins at providers that expired by `at`, and events older than `events_before`.
  [[nodiscard]] virtual base::Result<void> sweep(base::WallTime at, base::WallTime events_before) = 0;
};

}  // namespace pratique::storage
