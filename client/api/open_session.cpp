#include "client/api/open_session.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kOrigins = word_list<SessionOrigin>("password", "ticket", "link", "oidc");

void write(JsonWriter& json, const OpenSession& session) {
  json.begin_object();
  json.field("id", session.id);
  json.field("began_at", session.began_at);
  json.field("began_by", to_wire(session.origin));
  json.field("client_ip", session.client_ip);
  json.field("browser", session.browser);
  json.field("system", session.system);
  json.field("last_used_at", session.last_used_at);
  json.field("expires_at", session.expires_at);
  json.field("is_this", session.is_this);
  json.end_object();
}

OpenSession read_session_row(const JsonReader& reader) {
  OpenSession session;
  session.id = reader.text("id");
  session.began_at = reader.time("began_at");
  session.origin = reader.word("began_by", parse_session_origin);
  session.client_ip = reader.text("client_ip");
  session.browser = reader.text("browser");
  session.system = reader.text("system");
  session.last_used_at = reader.time("last_used_at");
  session.expires_at = reader.time("expires_at");
  session.is_this = reader.flag("is_this");
  return session;
}

}  // namespace

std::string_view to_wire(SessionOrigin origin) {
  return kOrigins.of(origin);
}
std::optional<SessionOrigin> parse_session_origin(std::string_view word) {
  return kOrigins.parse(word);
}

std::string encode(const OpenSessionPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const OpenSession& session : page.items) write(json, session);
  json.end_array();
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const EndedSessions& ended) {
  JsonWriter json;
  json.begin_object();
  json.field("ended", ended.ended);
  json.end_object();
  return std::move(json).take();
}

base::Result<OpenSessionPage> decode_open_session_page(std::string_view text) {
  JsonDocument document(text, JsonSource::Reply);
  const JsonReader reader = document.root();
  OpenSessionPage page;
  reader.each("items", [&page](const JsonReader& item) { page.items.push_back(read_session_row(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

base::Result<EndedSessions> decode_ended_sessions(std::string_view text) {
  JsonDocument document(text, JsonSource::Reply);
  return document.finish(EndedSessions{document.root().integer("ended")});
}

}  // namespace pratique::api
