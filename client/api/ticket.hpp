// Single sign-on: a hosting panel gets a ticket for one of its customers, whose browser opens the portal with it.
//   POST /v1/authtickets      NewTicket → 201 Ticket; administrators, for themselves and what is in their domains, else 404
//   POST /v1/session/ticket   TicketSignIn → 201 TicketSession; 401: no such ticket, or its 15 minutes are over
//   GET  /v1/sign-ins?offset=&limit=   newest first: one's own; administrators also those of their domains → SignInEventPage
// A ticket is 40 hexadecimal digits and may be used several times until it expires: panels reload their pages.
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

struct NewTicket {
  std::string login;       // a sign-in name, a mailbox's address, or a domain; an account is made where there is none yet
  std::string identifier;  // who is asking in the panel, for the record; at most 200 code points
  std::string logout_url;  // http or https; where signing out leads. Empty: to the portal's own form
  bool operator==(const NewTicket&) const = default;
};

struct Ticket {
  std::string ticket;
  base::WallTime expires_at{};
  bool operator==(const Ticket&) const = default;
};

struct TicketSignIn {
  std::string ticket;
  bool operator==(const TicketSignIn&) const = default;
};

struct TicketSession {  // flat on the wire
  Session session;
  std::string logout_url;
  bool operator==(const TicketSession&) const = default;
};

enum class SignInEventKind : std::uint8_t {  // wire: password, refused, ticket, ticket_made, …
  Password,
  Refused,
  Ticket,
  TicketMade,
  SignOut,
  LinkSent,
  Link,
  Oidc,
  SessionEnded,
  SecondFactorOn,
  SecondFactorOff,
  RecoveryCode,
  PasswordChanged,
};

struct SignInEvent {
  base::WallTime at{};
  SignInEventKind kind = SignInEventKind::Password;
  std::string login;  // whose; of a refused one: as typed
  std::string actor;  // who made the ticket, or empty
  std::string identifier;
  std::string client_ip;
  bool operator==(const SignInEvent&) const = default;
};

struct SignInEventPage {
  std::vector<SignInEvent> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const SignInEventPage&) const = default;
};

[[nodiscard]] std::string_view to_wire(SignInEventKind kind);
[[nodiscard]] std::optional<SignInEventKind> parse_sign_in_event_kind(std::string_view word);
[[nodiscard]] std::string encode(const NewTicket& wanted);
[[nodiscard]] std::string encode(const Ticket& ticket);
[[nodiscard]] std::string encode(const TicketSignIn& sign_in);
[[nodiscard]] std::string encode(const TicketSession& session);
[[nodiscard]] std::string encode(const SignInEventPage& page);
[[nodiscard]] base::Result<NewTicket> decode_new_ticket(std::string_view json);
[[nodiscard]] base::Result<Ticket> decode_ticket(std::string_view json);
[[nodiscard]] base::Result<TicketSignIn> decode_ticket_sign_in(std::string_view json);
[[nodiscard]] base::Result<TicketSession> decode_ticket_session(std::string_view json);
[[nodiscard]] base::Result<SignInEventPage> decode_sign_in_event_page(std::string_view json);

}  // namespace pratique::api
