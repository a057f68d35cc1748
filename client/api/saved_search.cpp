#include "client/api/saved_search.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"

namespace pratique::api {
namespace {

void write_fields(JsonWriter& json, const NewSavedSearch& search) {
  json.field("name", search.name);
  json.field("query", search.query);
}

void write(JsonWriter& json, const SavedSearch& search) {
  json.begin_object();
  json.field("id", search.id.value);
  write_fields(json, search.search);
  json.end_object();
}

NewSavedSearch read_new_search(const JsonReader& reader) {
  return {reader.text("name"), reader.text("query")};
}

SavedSearch read_search(const JsonReader& reader) {
  SavedSearch search{SearchId{reader.text("id")}, read_new_search(reader)};
  if (search.id.empty()) reader.fail("id", "an id");
  return search;
}

}  // namespace

std::string encode(const NewSavedSearch& search) {
  JsonWriter json;
  json.begin_object();
  write_fields(json, search);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const SavedSearch& search) {
  JsonWriter json;
  write(json, search);
  return std::move(json).take();
}

std::string encode(const SavedSearches& searches) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const SavedSearch& item : searches.items) write(json, item);
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

std::string encode(const SearchOrder& order) {
  JsonWriter json;
  json.begin_object();
  json.key("order");
  json.begin_array();
  for (const SearchId& id : order.order) json.value(id.value);
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

base::Result<NewSavedSearch> decode_new_saved_search(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(read_new_search(document.root()));
}

base::Result<SavedSearch> decode_saved_search(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_search(document.root()));
}

base::Result<SavedSearches> decode_saved_searches(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  SavedSearches searches;
  document.root().each("items", [&](const JsonReader& item) { searches.items.push_back(read_search(item)); });
  return document.finish(std::move(searches));
}

base::Result<SearchOrder> decode_search_order(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  const JsonReader reader = document.root();
  SearchOrder order;
  for (std::string& id : reader.texts("order")) order.order.push_back(SearchId{std::move(id)});
  if (order.order.size() > kMaxSavedSearches) reader.fail("order", "at most 50 ids");
  return document.finish(std::move(order));
}

}  // namespace pratique::api
