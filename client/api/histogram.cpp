#include "client/api/histogram.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/word_list.hpp"
#include "client/base/text.hpp"

namespace pratique::api {
namespace {

constexpr auto kBuckets = word_list<Bucket>("hour", "day");

void write(JsonWriter& json, const HistogramBar& bar) {
  json.begin_object();
  json.field("begin", bar.begin);
  json.field("count", bar.count);
  json.key("by_status");
  json.begin_object();
  for (const auto& [status, count] : bar.by_status) json.field(to_wire(status), count);
  json.end_object();
  json.end_object();
}

HistogramBar read_bar(const JsonReader& reader) {
  HistogramBar bar;
  bar.begin = reader.time("begin");
  bar.count = reader.integer("count");
  reader.each_integer("by_status", [&](std::string_view word, std::int64_t count) {
    if (const auto status = parse_status(word)) bar.by_status[*status] = count;  // a newer node may know more
  });
  return bar;
}

}  // namespace

std::string_view to_wire(Bucket bucket) {
  return kBuckets.of(bucket);
}
std::optional<Bucket> parse_bucket(std::string_view word) {
  return kBuckets.parse(word);
}

std::string to_count_url(std::string_view query) {
  return "/v1/messages/count?q=" + base::percent_encode(query);
}

std::string to_url(const HistogramRequest& request) {
  std::string url = "/v1/messages/histogram?q=" + base::percent_encode(request.query);
  url.append("&bucket=").append(to_wire(request.bucket)).append("&zone_offset_minutes=");
  base::append_integer(url, request.zone_offset_minutes);
  return url;
}

std::string encode(const MessageCount& count) {
  JsonWriter json;
  json.begin_object();
  json.field("count", count.count);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const Histogram& histogram) {
  JsonWriter json;
  json.begin_object();
  json.field("bucket", to_wire(histogram.bucket));
  json.key("bars");
  json.begin_array();
  for (const HistogramBar& bar : histogram.bars) write(json, bar);
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

base::Result<MessageCount> decode_message_count(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(MessageCount{document.root().integer("count")});
}

base::Result<Histogram> decode_histogram(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  Histogram histogram;
  histogram.bucket = reader.word("bucket", parse_bucket);
  reader.each("bars", [&](const JsonReader& item) { histogram.bars.push_back(read_bar(item)); });
  return document.finish(std::move(histogram));
}

}  // namespace pratique::api
