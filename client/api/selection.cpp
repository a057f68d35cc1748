#include "client/api/selection.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/base/text.hpp"

namespace pratique::api {
namespace {

constexpr std::array<std::string_view, 4> kOverLimit{"under_1", "1_to_5", "5_to_10", "10_and_more"};

}  // namespace

std::string to_selection_url(std::string_view query, std::span<const MessageId> except) {
  std::string url = "/v1/selection?q=" + base::percent_encode(query);
  for (std::size_t i = 0; i < except.size(); ++i) {
    url += i == 0 ? "&except=" : ",";
    url += base::percent_encode(except[i].value);
  }
  return url;
}

std::string encode(const SelectionSummary& selection) {
  JsonWriter json;
  json.begin_object();
  json.field("total", selection.total);
  json.key("by_class");
  json.begin_object();
  for (const auto& [message_class, count] : selection.by_class) json.field(to_wire(message_class), count);
  json.end_object();
  json.key("senders");
  json.begin_array();
  for (const SelectionSender& sender : selection.senders) {
    json.begin_object();
    json.field("name", sender.sender.name);
    json.field("address", sender.sender.address);
    json.field("count", sender.count);
    json.end_object();
  }
  json.end_array();
  json.field("senders_total", selection.senders_total);
  json.key("over_limit");
  json.begin_object();
  for (std::size_t i = 0; i < kOverLimit.size(); ++i) json.field(kOverLimit[i], selection.over_limit[i]);
  json.end_object();
  json.field("releasable", selection.releasable);
  json.field("size", selection.size_bytes);
  json.end_object();
  return std::move(json).take();
}

base::Result<SelectionSummary> decode_selection(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  SelectionSummary selection;
  selection.total = reader.integer("total");
  reader.each_integer("by_class", [&](std::string_view word, std::int64_t count) {
    selection.by_class[parse_message_class(word).value_or(MessageClass::Unknown)] += count;
  });
  reader.each("senders", [&](const JsonReader& item) {
    selection.senders.push_back({{item.text("name"), item.text("address")}, item.integer("count")});
  });
  selection.senders_total = reader.integer("senders_total");
  const JsonReader over_limit = reader.object("over_limit");
  for (std::size_t i = 0; i < kOverLimit.size(); ++i) selection.over_limit[i] = over_limit.integer(kOverLimit[i]);
  selection.releasable = reader.integer("releasable");
  selection.size_bytes = reader.integer("size");
  return document.finish(std::move(selection));
}

}  // namespace pratique::api
