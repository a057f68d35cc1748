#include "client/api/ticket.hpp"

#include "client/api/session_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kKinds =
    word_list<SignInEventKind>("password", "refused", "ticket", "ticket_made", "sign_out", "link_sent", "link", "oidc", "session_ended",
                               "second_factor_on", "second_factor_off", "recovery_code", "password_changed");

void write(JsonWriter& json, const SignInEvent& event) {
  json.begin_object();
  json.field("at", event.at);
  json.field("kind", to_wire(event.kind));
  json.field("login", event.login);
  json.field("actor", event.actor);
  json.field("identifier", event.identifier);
  json.field("client_ip", event.client_ip);
  json.end_object();
}

SignInEvent read_event(const JsonReader& reader) {
  SignInEvent event;
  event.at = reader.time("at");
  event.kind = reader.word("kind", parse_sign_in_event_kind);
  event.login = reader.text("login");
  event.actor = reader.text("actor");
  event.identifier = reader.text("identifier");
  event.client_ip = reader.text("client_ip");
  return event;
}

}  // namespace

std::string_view to_wire(SignInEventKind kind) {
  return kKinds.of(kind);
}
std::optional<SignInEventKind> parse_sign_in_event_kind(std::string_view word) {
  return kKinds.parse(word);
}

std::string encode(const NewTicket& wanted) {
  JsonWriter json;
  json.begin_object();
  json.field("login", wanted.login);
  json.field("identifier", wanted.identifier);
  json.field("logout_url", wanted.logout_url);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const Ticket& ticket) {
  JsonWriter json;
  json.begin_object();
  json.field("ticket", ticket.ticket);
  json.field("expires_at", ticket.expires_at);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const TicketSignIn& sign_in) {
  JsonWriter json;
  json.begin_object();
  json.field("ticket", sign_in.ticket);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const TicketSession& session) {
  JsonWriter json;
  json.begin_object();
  write_fields(json, session.session);
  json.field("logout_url", session.logout_url);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const SignInEventPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const SignInEvent& item : page.items) write(json, item);
  json.end_array();
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

base::Result<NewTicket> decode_new_ticket(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  const JsonReader reader = document.root();
  NewTicket wanted{reader.text("login"), reader.maybe_text("identifier").value_or(""), reader.maybe_text("logout_url").value_or("")};
  return document.finish(std::move(wanted));
}

base::Result<Ticket> decode_ticket(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  return document.finish(Ticket{reader.text("ticket"), reader.time("expires_at")});
}

base::Result<TicketSignIn> decode_ticket_sign_in(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(TicketSignIn{document.root().text("ticket")});
}

base::Result<TicketSession> decode_ticket_session(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  return document.finish(TicketSession{read_session(reader), reader.text("logout_url")});
}

base::Result<SignInEventPage> decode_sign_in_event_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  SignInEventPage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_event(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

}  // namespace pratique::api
