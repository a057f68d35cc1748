#include "client/api/message_json.hpp"

namespace pratique::api {
namespace {

void write(JsonWriter& json, const AuthResult& result) {
  json.begin_object();
  json.field("method", result.method);
  json.field("result", result.result);
  json.field("domain", result.domain);
  json.field("aligned", result.aligned);
  json.end_object();
}

void write(JsonWriter& json, const RuleHit& rule) {
  json.begin_object();
  json.field("symbol", rule.symbol);
  json.field("weight", rule.weight);
  json.field("meaning_code", rule.meaning_code);
  json.field("description", rule.description);
  json.field("evidence", rule.evidence);
  json.end_object();
}

void write(JsonWriter& json, const TrailEvent& event) {
  json.begin_object();
  json.field("at", event.at);
  json.field("kind", event.kind);
  json.field("actor", event.actor);
  json.field("detail", event.detail);
  json.end_object();
}

AuthResult read_auth(const JsonReader& reader) {
  AuthResult result;
  result.method = reader.text("method");
  result.result = reader.text("result");
  result.domain = reader.text("domain");
  result.aligned = reader.flag("aligned");
  return result;
}

RuleHit read_rule(const JsonReader& reader) {
  RuleHit rule;
  rule.symbol = reader.text("symbol");
  rule.weight = reader.number("weight");
  rule.meaning_code = reader.text("meaning_code");
  rule.description = reader.text("description");
  rule.evidence = reader.texts("evidence");
  return rule;
}

TrailEvent read_trail(const JsonReader& reader) {
  TrailEvent event;
  event.at = reader.time("at");
  event.kind = reader.text("kind");
  event.actor = reader.text("actor");
  event.detail = reader.text("detail");
  return event;
}

}  // namespace

void write(JsonWriter& json, const Why& why) {
  json.begin_object();
  json.field("verdict_code", why.verdict_code);
  json.field("params", why.params);
  json.field("score", why.score);
  json.field("threshold", why.threshold);
  json.key("authentication");
  json.begin_array();
  for (const AuthResult& result : why.authentication) write(json, result);
  json.end_array();
  json.key("rules");
  json.begin_array();
  for (const RuleHit& rule : why.rules) write(json, rule);
  json.end_array();
  json.field("rules_total", why.rules_total);
  json.field("rules_rest_weight", why.rules_rest_weight);
  json.field("would_pass", why.would_pass);
  json.end_object();
}

Why read_why(const JsonReader& reader) {
  Why why;
  why.verdict_code = reader.text("verdict_code");
  why.params = reader.text_map("params");
  why.score = reader.maybe_number("score");
  why.threshold = reader.maybe_number("threshold");
  reader.each("authentication", [&](const JsonReader& item) { why.authentication.push_back(read_auth(item)); });
  reader.each("rules", [&](const JsonReader& item) { why.rules.push_back(read_rule(item)); });
  why.rules_total = reader.integer("rules_total");
  why.rules_rest_weight = reader.number("rules_rest_weight");
  why.would_pass = reader.texts("would_pass");
  return why;
}

std::string encode(const Why& why) {
  JsonWriter json;
  write(json, why);
  return std::move(json).take();
}

base::Result<Why> decode_why(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_why(document.root()));
}

std::string encode(const MessageDetail& detail) {
  JsonWriter json;
  json.begin_object();
  write_fields(json, detail.summary);
  json.key("why");
  write(json, detail.why);
  json.key("trail");
  json.begin_array();
  for (const TrailEvent& event : detail.trail) write(json, event);
  json.end_array();
  json.field("has_html", detail.has_html);
  json.field("has_text", detail.has_text);
  json.field("can_release", detail.can_release);
  json.field("remote_images", detail.remote_images);
  json.field("odd_links", detail.odd_links);
  json.field("expires_at", detail.expires_at);
  json.end_object();
  return std::move(json).take();
}

base::Result<MessageDetail> decode_message_detail(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  MessageDetail detail;
  detail.summary = read_summary(reader);
  detail.why = read_why(reader.object("why"));
  reader.each("trail", [&](const JsonReader& item) { detail.trail.push_back(read_trail(item)); });
  detail.has_html = reader.flag("has_html");
  detail.has_text = reader.flag("has_text");
  detail.can_release = reader.flag("can_release");
  detail.remote_images = reader.integer("remote_images");
  detail.odd_links = reader.integer("odd_links");
  detail.expires_at = reader.maybe_time("expires_at");
  return document.finish(std::move(detail));
}

}  // namespace pratique::api
