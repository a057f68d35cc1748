#include "node/handlers/tickets.hpp"

#include <limits>

#include "client/api/ticket.hpp"
#include "node/handlers/me.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kPageMax = 200;

}  // namespace

Answer make_ticket(Services& services, const Request& request) {
  TRY(const api::NewTicket wanted, api::decode_new_ticket(request.body));
  TRY(const api::Ticket ticket, services.authenticator.make_ticket(*request.caller, wanted, request.client_ip));
  return json_response(api::encode(ticket), 201);
}

Answer sign_in_with_ticket(Services& services, const Request& request) {
  TRY(const api::TicketSignIn wanted, api::decode_ticket_sign_in(request.body));
  TRY(const auto opened, services.authenticator.sign_in_with_ticket(wanted.ticket, request.client()));
  const auth::SignedIn& signed_in = opened.signed_in;
  const api::Session session{.token = signed_in.token, .expires_at = signed_in.expires_at, .me = me_of(services, signed_in.user)};
  return json_response(api::encode(api::TicketSession{session, opened.logout_url}), 201);
}

Answer list_sign_ins(Services& services, const Request& request) {
  TRY(const std::int64_t limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  TRY(const std::int64_t offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  TRY(const api::SignInEventPage page, services.storage.sign_ins().events(request.scope(), offset, limit));
  return json_response(api::encode(page));
}

}  // namespace pratique::handlers
