#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/message.hpp"

namespace pratique::api {
namespace {

void write(JsonWriter& json, const Part& part) {
  json.begin_object();
  json.field("number", part.number);
  json.field("depth", part.depth);
  json.field("content_type", part.content_type);
  json.field("file_name", part.file_name);
  json.field("disposition", part.disposition);
  json.field("size", part.size_bytes);
  json.field("sha256", part.sha256);
  json.end_object();
}

Part read_part(const JsonReader& reader) {
  Part part;
  part.number = reader.integer("number");
  part.depth = reader.integer("depth");
  part.content_type = reader.text("content_type");
  part.file_name = reader.text("file_name");
  part.disposition = reader.text("disposition");
  part.size_bytes = reader.integer("size");
  part.sha256 = reader.text("sha256");
  return part;
}

}  // namespace

std::string encode(const MessageText& text) {
  JsonWriter json;
  json.begin_object();
  json.field("text", text.text);
  json.field("charset", text.charset);
  json.field("charset_failed", text.charset_failed);
  json.field("truncated", text.truncated);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const MessageHeaders& headers) {
  JsonWriter json;
  json.begin_object();
  json.key("fields");
  json.begin_array();
  for (const HeaderField& field : headers.fields) {
    json.begin_object();
    json.field("name", field.name);
    json.field("value", field.value);
    json.field("counted", field.counted);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

std::string encode(const MessageParts& parts) {
  JsonWriter json;
  json.begin_object();
  json.key("parts");
  json.begin_array();
  for (const Part& part : parts.parts) write(json, part);
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

base::Result<MessageText> decode_message_text(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  MessageText text;
  text.text = reader.text("text");
  text.charset = reader.text("charset");
  text.charset_failed = reader.flag("charset_failed");
  text.truncated = reader.flag("truncated");
  return document.finish(std::move(text));
}

base::Result<MessageHeaders> decode_message_headers(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  MessageHeaders headers;
  document.root().each("fields", [&](const JsonReader& item) {
    HeaderField field;
    field.name = item.text("name");
    field.value = item.text("value");
    field.counted = item.flag("counted");
    headers.fields.push_back(std::move(field));
  });
  return document.finish(std::move(headers));
}

base::Result<MessageParts> decode_message_parts(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  MessageParts parts;
  document.root().each("parts", [&](const JsonReader& item) { parts.parts.push_back(read_part(item)); });
  return document.finish(std::move(parts));
}

}  // namespace pratique::api
