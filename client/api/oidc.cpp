#include "client/api/oidc.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"

namespace pratique::api {

std::string encode(const OidcSettings& settings) {
  JsonWriter json;
  json.begin_object();
  json.field("issuer", settings.issuer);
  json.field("client_id", settings.client_id);
  json.field("has_secret", settings.has_secret);
  json.field("redirect_uri", settings.redirect_uri);
  json.field("changed_at", settings.changed_at);
  json.field("changed_by", settings.changed_by);
  json.end_object();
  return std::move(json).take();
}

base::Result<OidcSettings> decode_oidc_settings(std::string_view text) {
  JsonDocument document(text, JsonSource::Reply);
  const JsonReader reader = document.root();
  OidcSettings settings;
  settings.issuer = reader.text("issuer");
  settings.client_id = reader.text("client_id");
  settings.has_secret = reader.flag("has_secret");
  settings.redirect_uri = reader.text("redirect_uri");
  settings.changed_at = reader.time("changed_at");
  settings.changed_by = reader.text("changed_by");
  return document.finish(std::move(settings));
}

base::Result<NewOidcSettings> decode_new_oidc_settings(std::string_view text) {
  JsonDocument document(text, JsonSource::Request);
  const JsonReader reader = document.root();
  NewOidcSettings settings;
  settings.issuer = reader.text("issuer");
  settings.client_id = reader.text("client_id");
  settings.client_secret = reader.maybe_text("client_secret");
  return document.finish(std::move(settings));
}

base::Result<OidcReturn> decode_oidc_return(std::string_view text) {
  JsonDocument document(text, JsonSource::Request);
  const JsonReader reader = document.root();
  OidcReturn given;
  given.code = reader.text("code");
  given.state = reader.text("state");
  given.iss = reader.maybe_text("iss").value_or("");
  given.secret = reader.text("secret");
  return document.finish(std::move(given));
}

}  // namespace pratique::api
