#include "client/api/session.hpp"

#include "client/api/session_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kRoles = word_list<Role>("super-admin", "admin", "domain", "email");

std::optional<Role> parse_role(std::string_view word) {
  return kRoles.parse(word);
}

void write(JsonWriter& json, const Settings& settings) {
  json.begin_object();
  json.field("language", settings.language);
  json.field("time_zone", settings.time_zone);
  json.field("theme", settings.theme);
  json.field("density", settings.density);
  json.field("columns", settings.columns);
  json.field("log_columns", settings.log_columns);
  json.field("keys", settings.keys);
  json.field("single_keys", settings.single_keys);
  json.field("after_action", settings.after_action);
  json.field("group_waves", settings.group_waves);
  json.field("undo_window_secs", settings.undo_window_secs);
  json.end_object();
}

void write(JsonWriter& json, const Me& me) {
  json.begin_object();
  json.field("id", me.id.value);
  json.field("login", me.login);
  json.field("role", to_wire(me.role));
  json.field("addresses", me.addresses);
  json.field("domains", me.domains);
  json.key("settings");
  write(json, me.settings);
  json.field("undo_window_secs", me.undo_window_secs);
  json.field("retention_days", me.retention_days);
  json.key("release_rights");
  json.begin_object();
  for (const auto& [message_class, right] : me.release_rights) json.field(to_wire(message_class), to_wire(right));
  json.end_object();
  json.field("lists_for_domain", me.lists_for_domain);
  json.end_object();
}

// Every setting may be left out: that is its default.
Settings read_settings(const JsonReader& reader) {
  Settings settings;
  settings.language = reader.maybe_text("language").value_or("");
  settings.time_zone = reader.maybe_text("time_zone").value_or("");
  settings.theme = reader.maybe_text("theme").value_or("");
  settings.density = reader.maybe_text("density").value_or("");
  if (reader.has("columns")) settings.columns = reader.texts("columns");
  if (reader.has("log_columns")) settings.log_columns = reader.texts("log_columns");
  if (reader.has("keys")) settings.keys = reader.text_map("keys");
  settings.single_keys = reader.maybe_text("single_keys").value_or("");
  settings.after_action = reader.maybe_text("after_action").value_or("");
  settings.group_waves = reader.maybe_text("group_waves").value_or("");
  if (reader.has("undo_window_secs")) settings.undo_window_secs = reader.integer("undo_window_secs");
  return settings;
}

Me read_me(const JsonReader& reader) {
  Me me;
  me.id.value = reader.text("id");
  me.login = reader.text("login");
  me.role = reader.word("role", parse_role);
  me.addresses = reader.texts("addresses");
  me.domains = reader.texts("domains");
  me.settings = read_settings(reader.object("settings"));
  me.undo_window_secs = reader.integer("undo_window_secs");
  me.retention_days = reader.integer("retention_days");
  for (const auto& [word, spelled] : reader.text_map("release_rights")) {
    const std::optional<ReleaseRight> right = parse_release_right(spelled);
    if (const auto message_class = parse_message_class(word)) me.release_rights[*message_class] = right.value_or(ReleaseRight::Nobody);
  }
  me.lists_for_domain = reader.flag("lists_for_domain");
  return me;
}

}  // namespace

void write_fields(JsonWriter& json, const Session& session) {
  json.field("token", session.token);
  json.field("expires_at", session.expires_at);
  json.key("me");
  write(json, session.me);
}

Session read_session(const JsonReader& reader) {
  Session session;
  session.token = reader.text("token");
  session.expires_at = reader.time("expires_at");
  session.me = read_me(reader.object("me"));
  if (session.token.empty()) reader.fail("token", "a token");
  return session;
}

std::string_view to_wire(Role role) {
  return kRoles.of(role);
}

std::string encode(const SignIn& sign_in) {
  JsonWriter json;
  json.begin_object();
  json.field("login", sign_in.login);
  json.field("password", sign_in.password);
  json.field("stay", sign_in.stay);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const Session& session) {
  JsonWriter json;
  json.begin_object();
  write_fields(json, session);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const KeptSession& session) {
  JsonWriter json;
  json.begin_object();
  json.field("token", session.token);
  json.field("expires_at", session.expires_at);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const Me& me) {
  JsonWriter json;
  write(json, me);
  return std::move(json).take();
}

std::string encode(const Settings& settings) {
  JsonWriter json;
  write(json, settings);
  return std::move(json).take();
}

base::Result<SignIn> decode_sign_in(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  const JsonReader reader = document.root();
  SignIn sign_in;
  sign_in.login = reader.text("login");
  sign_in.password = reader.text("password");
  sign_in.stay = reader.has("stay") && reader.flag("stay");
  return document.finish(std::move(sign_in));
}

base::Result<Session> decode_session(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_session(document.root()));
}

base::Result<KeptSession> decode_kept_session(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  KeptSession session;
  session.token = reader.text("token");
  session.expires_at = reader.time("expires_at");
  if (session.token.empty()) reader.fail("token", "a token");
  return document.finish(std::move(session));
}

base::Result<Me> decode_me(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_me(document.root()));
}

base::Result<Settings> decode_settings(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(read_settings(document.root()));
}

}  // namespace pratique::api
