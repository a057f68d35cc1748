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
  json.field("source", event.source);
  json.end_object();
}

void write(JsonWriter& json, const WhyWarning& warning) {
  json.begin_object();
  json.field("code", warning.code);
  json.field("params", warning.params);
  json.end_object();
}

void write(JsonWriter& json, const WhyLink& link) {
  json.begin_object();
  json.field("shown", link.shown);
  json.field("target", link.target);
  json.field("host", link.host);
  json.field("mismatch", link.mismatch);
  json.field("look_alike", link.look_alike);
  json.field("count", link.count);
  json.end_object();
}

void write(JsonWriter& json, const WhyAttachment& attachment) {
  json.begin_object();
  json.field("part", attachment.part);
  json.field("file_name", attachment.file_name);
  json.field("declared_type", attachment.declared_type);
  json.field("detected_type", attachment.detected_type);
  json.field("size", attachment.size_bytes);
  json.field("sha256", attachment.sha256);
  json.field("risk", attachment.risk);
  json.end_object();
}

void write(JsonWriter& json, const WhyListEntry& entry) {
  json.begin_object();
  json.field("kind", entry.kind);
  json.field("pattern", entry.pattern);
  json.field("applies_to", entry.applies_to);
  json.field("overridden", entry.overridden);
  json.end_object();
}

template <class T>
void write_all(JsonWriter& json, std::string_view name, const std::vector<T>& values) {
  json.key(name);
  json.begin_array();
  for (const T& value : values) write(json, value);
  json.end_array();
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

WhyWarning read_warning(const JsonReader& reader) {
  return {reader.text("code"), reader.text_map("params")};
}

WhyLink read_link(const JsonReader& reader) {
  WhyLink link;
  link.shown = reader.text("shown");
  link.target = reader.text("target");
  link.host = reader.text("host");
  link.mismatch = reader.flag("mismatch");
  link.look_alike = reader.flag("look_alike");
  link.count = reader.integer("count");
  return link;
}

WhyAttachment read_attachment(const JsonReader& reader) {
  WhyAttachment attachment;
  attachment.part = reader.integer("part");
  attachment.file_name = reader.text("file_name");
  attachment.declared_type = reader.text("declared_type");
  attachment.detected_type = reader.text("detected_type");
  attachment.size_bytes = reader.integer("size");
  attachment.sha256 = reader.text("sha256");
  attachment.risk = reader.text("risk");
  return attachment;
}

WhyListEntry read_list_entry(const JsonReader& reader) {
  WhyListEntry entry;
  entry.kind = reader.text("kind");
  entry.pattern = reader.text("pattern");
  entry.applies_to = reader.text("applies_to");
  entry.overridden = reader.flag("overridden");
  return entry;
}

// Rows stored before a field existed have no such list.
template <class T>
std::vector<T> read_all(const JsonReader& reader, std::string_view name, T (*read)(const JsonReader&)) {
  std::vector<T> out;
  if (reader.has(name)) reader.each(name, [&](const JsonReader& item) { out.push_back(read(item)); });
  return out;
}

TrailEvent read_trail(const JsonReader& reader) {
  TrailEvent event;
  event.at = reader.time("at");
  event.kind = reader.text("kind");
  event.actor = reader.text("actor");
  event.detail = reader.text("detail");
  event.source = reader.maybe_text("source").value_or("node");
  return event;
}

}  // namespace

void write(JsonWriter& json, const Why& why) {
  json.begin_object();
  json.field("verdict_code", why.verdict_code);
  json.field("params", why.params);
  json.field("score", why.score);
  json.field("threshold", why.threshold);
  write_all(json, "authentication", why.authentication);
  write_all(json, "rules", why.rules);
  json.field("rules_total", why.rules_total);
  json.field("rules_rest_weight", why.rules_rest_weight);
  json.field("would_pass", why.would_pass);
  write_all(json, "warnings", why.warnings);
  write_all(json, "links", why.links);
  json.field("links_total", why.links_total);
  write_all(json, "attachments", why.attachments);
  write_all(json, "list_entries", why.list_entries);
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
  why.warnings = read_all(reader, "warnings", read_warning);
  why.links = read_all(reader, "links", read_link);
  if (reader.has("links_total")) why.links_total = reader.integer("links_total");
  why.attachments = read_all(reader, "attachments", read_attachment);
  why.list_entries = read_all(reader, "list_entries", read_list_entry);
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
  write_all(json, "trail", detail.trail);
  json.field("has_source", detail.has_source);
  json.field("has_html", detail.has_html);
  json.field("has_text", detail.has_text);
  json.field("release_right", to_wire(detail.release_right));
  json.field("request_state", detail.request_state);
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
  detail.has_source = !reader.has("has_source") || reader.flag("has_source");
  detail.has_html = reader.flag("has_html");
  detail.has_text = reader.flag("has_text");
  detail.release_right = reader.word("release_right", parse_release_right);
  detail.request_state = reader.text("request_state");
  detail.remote_images = reader.integer("remote_images");
  detail.odd_links = reader.integer("odd_links");
  detail.expires_at = reader.maybe_time("expires_at");
  return document.finish(std::move(detail));
}

}  // namespace pratique::api
