#include "client/api/message.hpp"

#include "client/api/message_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kStatuses = word_list<Status>("accepted", "delivered", "deferred", "bounced", "tempfailed", "rejected", "quarantined",
                                             "release_pending", "released", "removed", "expired");
constexpr auto kClasses = word_list<MessageClass>("spam", "phish", "virus", "bulk", "policy", "error", "unsure", "not_spam", "allow_list",
                                                  "block_list", "unknown");
constexpr auto kDirections = word_list<Direction>("incoming", "outgoing");
constexpr auto kReleaseRights = word_list<ReleaseRight>("self", "request", "nobody");

std::optional<Direction> parse_direction(std::string_view word) {
  return kDirections.parse(word);
}

void write(JsonWriter& json, const Delivery& delivery) {
  json.begin_object();
  json.field("at", delivery.at);
  json.field("host", delivery.host);
  json.field("ip", delivery.ip);
  json.field("port", delivery.port);
  json.field("reply", delivery.reply);
  json.end_object();
}

void write_envelope(JsonWriter& json, const MessageSummary& summary) {
  json.field("id", summary.id.value);
  json.field("received_at", summary.received_at);
  json.field("direction", to_wire(summary.direction));
  json.field("node", summary.node);
  json.field("queue_id", summary.queue_id);
  json.field("message_id", summary.message_id);
  json.field("envelope_from", summary.envelope_from);
  json.key("header_from");
  json.begin_object();
  json.field("name", summary.header_from.name);
  json.field("address", summary.header_from.address);
  json.end_object();
  json.field("envelope_mismatch", summary.envelope_mismatch);
  json.field("recipient", summary.recipient);
  json.field("sender_ip", summary.sender_ip);
  json.field("sender_host", summary.sender_host);
  json.field("helo", summary.helo);
}

void read_envelope(const JsonReader& reader, MessageSummary& summary) {
  summary.id.value = reader.text("id");
  summary.received_at = reader.time("received_at");
  summary.direction = reader.word("direction", parse_direction);
  summary.node = reader.text("node");
  summary.queue_id = reader.text("queue_id");
  summary.message_id = reader.text("message_id");
  summary.envelope_from = reader.text("envelope_from");
  const JsonReader from = reader.object("header_from");
  summary.header_from.name = from.text("name");
  summary.header_from.address = from.text("address");
  summary.envelope_mismatch = reader.flag("envelope_mismatch");
  summary.recipient = reader.text("recipient");
  summary.sender_ip = reader.text("sender_ip");
  summary.sender_host = reader.text("sender_host");
  summary.helo = reader.text("helo");
}

Delivery read_delivery(const JsonReader& reader) {
  Delivery delivery;
  delivery.at = reader.maybe_time("at");
  delivery.host = reader.text("host");
  delivery.ip = reader.text("ip");
  delivery.port = reader.integer("port");
  delivery.reply = reader.text("reply");
  return delivery;
}

}  // namespace

std::string_view to_wire(Status status) {
  return kStatuses.of(status);
}
std::string_view to_wire(MessageClass message_class) {
  return kClasses.of(message_class);
}
std::string_view to_wire(Direction direction) {
  return kDirections.of(direction);
}
std::string_view to_wire(ReleaseRight right) {
  return kReleaseRights.of(right);
}
std::optional<ReleaseRight> parse_release_right(std::string_view word) {
  return kReleaseRights.parse(word);
}
std::optional<Status> parse_status(std::string_view word) {
  return kStatuses.parse(word);
}
std::optional<MessageClass> parse_message_class(std::string_view word) {
  return kClasses.parse(word);
}

void write_fields(JsonWriter& json, const MessageSummary& summary) {
  write_envelope(json, summary);
  json.field("subject", summary.subject);
  json.field("snippet", summary.snippet);
  json.field("size", summary.size_bytes);
  json.field("attachment_count", summary.attachment_count);
  json.key("wave");
  json.begin_object();
  json.field("id", summary.wave.id);
  json.field("count", summary.wave.count);
  json.end_object();
  json.field("worth_a_look", summary.worth_a_look);
  json.field("status", to_wire(summary.status));
  json.field("status_at", summary.status_at);
  json.field("class", to_wire(summary.message_class));
  json.field("reason_code", summary.reason_code);
  json.field("score", summary.score);
  json.field("threshold", summary.threshold);
  json.field("has_attachments", summary.has_attachments);
  json.field("seen", summary.seen);
  json.field("smtp_reply", summary.smtp_reply);
  json.key("delivery");
  write(json, summary.delivery);
}

void write(JsonWriter& json, const MessageSummary& summary) {
  json.begin_object();
  write_fields(json, summary);
  json.end_object();
}

MessageSummary read_summary(const JsonReader& reader) {
  MessageSummary summary;
  read_envelope(reader, summary);
  summary.subject = reader.text("subject");
  summary.snippet = reader.text("snippet");
  summary.size_bytes = reader.integer("size");
  summary.attachment_count = reader.integer("attachment_count");
  const JsonReader wave = reader.object("wave");
  summary.wave.id = wave.text("id");
  summary.wave.count = wave.integer("count");
  summary.worth_a_look = reader.flag("worth_a_look");
  summary.status = reader.word("status", parse_status);
  summary.status_at = reader.time("status_at");
  // A class that a newer node knows and we do not is Unknown, so that an old tab still shows the row.
  summary.message_class = parse_message_class(reader.text("class")).value_or(MessageClass::Unknown);
  summary.reason_code = reader.text("reason_code");
  summary.score = reader.maybe_number("score");
  summary.threshold = reader.maybe_number("threshold");
  summary.has_attachments = reader.flag("has_attachments");
  summary.seen = reader.flag("seen");
  summary.smtp_reply = reader.text("smtp_reply");
  summary.delivery = read_delivery(reader.object("delivery"));
  if (summary.id.empty()) reader.fail("id", "an id");
  return summary;
}

std::string encode(const MessageSummary& summary) {
  JsonWriter json;
  write(json, summary);
  return std::move(json).take();
}

std::string encode(const MessagePage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const MessageSummary& item : page.items) write(json, item);
  json.end_array();
  json.field("next", page.next);
  json.field("prev", page.prev);
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

base::Result<MessageSummary> decode_message_summary(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_summary(document.root()));
}

base::Result<MessagePage> decode_message_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  MessagePage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_summary(item)); });
  page.next = reader.maybe_text("next");
  page.prev = reader.maybe_text("prev");
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  if (page.offset < 0) reader.fail("offset", "0 or more");
  if (page.total < 0) reader.fail("total", "0 or more");
  return document.finish(std::move(page));
}

}  // namespace pratique::api
