#include "client/api/list_entry.hpp"

#include "client/api/message_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kKinds = word_list<ListKind>("allow", "block");

void write_fields(JsonWriter& json, const NewListEntry& entry) {
  json.field("pattern", entry.pattern);
  json.field("applies_to", entry.applies_to);
  json.field("note", entry.note);
  json.field("expires_at", entry.expires_at);
  json.field("paused", entry.paused);
}

NewListEntry read_new_entry(const JsonReader& reader) {
  NewListEntry entry;
  entry.pattern = reader.text("pattern");
  entry.applies_to = reader.text("applies_to");
  entry.note = reader.maybe_text("note").value_or("");
  entry.expires_at = reader.maybe_time("expires_at");
  entry.paused = reader.has("paused") && reader.flag("paused");
  return entry;
}

}  // namespace

void write(JsonWriter& json, const ListEntry& entry) {
  json.begin_object();
  json.field("id", entry.id.value);
  json.field("kind", to_wire(entry.kind));
  write_fields(json, entry.entry);
  json.field("added_by", entry.added_by);
  json.field("added_at", entry.added_at);
  json.field("hits", entry.hits);
  json.field("last_hit_at", entry.last_hit_at);
  json.field("may_change", entry.may_change);
  json.end_object();
}

ListEntry read_entry(const JsonReader& reader) {
  ListEntry entry;
  entry.id.value = reader.text("id");
  entry.kind = reader.word("kind", parse_list_kind);
  entry.entry = read_new_entry(reader);
  entry.added_by = reader.text("added_by");
  entry.added_at = reader.time("added_at");
  entry.hits = reader.integer("hits");
  entry.last_hit_at = reader.maybe_time("last_hit_at");
  entry.may_change = reader.flag("may_change");
  if (entry.id.empty()) reader.fail("id", "an id");
  return entry;
}

std::string_view to_wire(ListKind kind) {
  return kKinds.of(kind);
}
std::optional<ListKind> parse_list_kind(std::string_view word) {
  return kKinds.parse(word);
}

std::string encode(const NewListEntry& entry) {
  JsonWriter json;
  json.begin_object();
  write_fields(json, entry);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const ListEntry& entry) {
  JsonWriter json;
  write(json, entry);
  return std::move(json).take();
}

std::string encode(const ListEntryPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const ListEntry& item : page.items) write(json, item);
  json.end_array();
  json.field("next", page.next);
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const ListPreview& preview) {
  JsonWriter json;
  json.begin_object();
  json.field("held_matching", preview.held_matching);
  json.field("held_releasable", preview.held_releasable);
  json.key("sample");
  json.begin_array();
  for (const MessageSummary& message : preview.sample) write(json, message);
  json.end_array();
  json.field("warnings", preview.warnings);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const ListImport& result) {
  JsonWriter json;
  json.begin_object();
  json.field("added", result.added);
  json.field("changed", result.changed);
  json.field("unchanged", result.unchanged);
  json.field("removed", result.removed);
  json.end_object();
  return std::move(json).take();
}

base::Result<NewListEntry> decode_new_list_entry(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(read_new_entry(document.root()));
}

base::Result<ListEntry> decode_list_entry(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_entry(document.root()));
}

base::Result<ListEntryPage> decode_list_entry_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  ListEntryPage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_entry(item)); });
  page.next = reader.maybe_text("next");
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

base::Result<ListPreview> decode_list_preview(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  ListPreview preview;
  preview.held_matching = reader.integer("held_matching");
  preview.held_releasable = reader.integer("held_releasable");
  reader.each("sample", [&](const JsonReader& item) { preview.sample.push_back(read_summary(item)); });
  preview.warnings = reader.texts("warnings");
  return document.finish(std::move(preview));
}

base::Result<ListImport> decode_list_import(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  ListImport result;
  result.added = reader.integer("added");
  result.changed = reader.integer("changed");
  result.unchanged = reader.integer("unchanged");
  result.removed = reader.integer("removed");
  return document.finish(result);
}

}  // namespace pratique::api
