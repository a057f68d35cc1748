#include "client/api/release_request.hpp"

#include "client/api/message_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kStates = word_list<RequestState>("open", "approved", "denied", "withdrawn");

void write(JsonWriter& json, const ReleaseRequest& request) {
  json.begin_object();
  json.field("id", request.id.value);
  json.field("state", to_wire(request.state));
  json.key("message");
  write(json, request.message);
  json.field("asked_by", request.asked_by);
  json.field("asked_at", request.asked_at);
  json.field("note", request.note);
  json.field("decided_by", request.decided_by);
  json.field("decided_at", request.decided_at);
  json.field("answer", request.answer);
  json.field("may_decide", request.may_decide);
  json.end_object();
}

ReleaseRequest read_request(const JsonReader& reader) {
  ReleaseRequest request;
  request.id.value = reader.text("id");
  request.state = reader.word("state", parse_request_state);
  request.message = read_summary(reader.object("message"));
  request.asked_by = reader.text("asked_by");
  request.asked_at = reader.time("asked_at");
  request.note = reader.text("note");
  request.decided_by = reader.text("decided_by");
  request.decided_at = reader.maybe_time("decided_at");
  request.answer = reader.text("answer");
  request.may_decide = reader.flag("may_decide");
  if (request.id.empty()) reader.fail("id", "an id");
  return request;
}

}  // namespace

std::string_view to_wire(RequestState state) {
  return kStates.of(state);
}
std::optional<RequestState> parse_request_state(std::string_view word) {
  return kStates.parse(word);
}

std::string encode(const NewReleaseRequest& request) {
  JsonWriter json;
  json.begin_object();
  json.field("message_id", request.message_id.value);
  json.field("note", request.note);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const RequestAnswer& answer) {
  JsonWriter json;
  json.begin_object();
  json.field("answer", answer.answer);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const ReleaseRequest& request) {
  JsonWriter json;
  write(json, request);
  return std::move(json).take();
}

std::string encode(const ReleaseRequestPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const ReleaseRequest& item : page.items) write(json, item);
  json.end_array();
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

base::Result<NewReleaseRequest> decode_new_release_request(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  const JsonReader reader = document.root();
  NewReleaseRequest request;
  request.message_id.value = reader.text("message_id");
  request.note = reader.maybe_text("note").value_or("");
  if (request.message_id.empty()) reader.fail("message_id", "an id");
  return document.finish(std::move(request));
}

base::Result<RequestAnswer> decode_request_answer(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(RequestAnswer{document.root().maybe_text("answer").value_or("")});
}

base::Result<ReleaseRequest> decode_release_request(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_request(document.root()));
}

base::Result<ReleaseRequestPage> decode_release_request_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  ReleaseRequestPage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_request(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

}  // namespace pratique::api
