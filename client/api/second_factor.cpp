#include "client/api/second_factor.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"

namespace pratique::api {

std::string encode(const SecondFactorState& state) {
  JsonWriter json;
  json.begin_object();
  json.field("is_on", state.is_on);
  json.field("recovery_codes_left", state.recovery_codes_left);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const SecondFactorOffer& offer) {
  JsonWriter json;
  json.begin_object();
  json.field("secret", offer.secret);
  json.field("uri", offer.uri);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const RecoveryCodes& codes) {
  JsonWriter json;
  json.begin_object();
  json.field("recovery_codes", codes.codes);
  json.end_object();
  return std::move(json).take();
}

base::Result<SecondFactorState> decode_second_factor_state(std::string_view text) {
  JsonDocument document(text, JsonSource::Reply);
  const JsonReader reader = document.root();
  return document.finish(SecondFactorState{.is_on = reader.flag("is_on"), .recovery_codes_left = reader.integer("recovery_codes_left")});
}

base::Result<SecondFactorOffer> decode_second_factor_offer(std::string_view text) {
  JsonDocument document(text, JsonSource::Reply);
  const JsonReader reader = document.root();
  return document.finish(SecondFactorOffer{.secret = reader.text("secret"), .uri = reader.text("uri")});
}

base::Result<RecoveryCodes> decode_recovery_codes(std::string_view text) {
  JsonDocument document(text, JsonSource::Reply);
  return document.finish(RecoveryCodes{document.root().texts("recovery_codes")});
}

base::Result<Proof> decode_proof(std::string_view text) {
  JsonDocument document(text, JsonSource::Request);
  const JsonReader reader = document.root();
  Proof proof;
  proof.password = reader.maybe_text("password").value_or("");
  proof.code = reader.maybe_text("code").value_or("");
  return document.finish(std::move(proof));
}

base::Result<PasswordChange> decode_password_change(std::string_view text) {
  JsonDocument document(text, JsonSource::Request);
  const JsonReader reader = document.root();
  return document.finish(PasswordChange{.password = reader.text("password"), .wanted = reader.text("new_password")});
}

}  // namespace pratique::api
