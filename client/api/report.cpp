#include "client/api/report.hpp"

#include "client/api/message_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kKinds = word_list<ReportKind>("spam", "phish", "not_spam");
constexpr auto kVias = word_list<ReportVia>("portal", "bookmarklet", "add_on", "mail");
constexpr auto kTraces = word_list<ReportTrace>("not_ours", "unproven", "ours");

void write_fields(JsonWriter& json, const ReadMessage& read) {
  json.field("name", read.name);
  json.field("problem", read.problem);
  json.key("header_from");
  json.begin_object();
  json.field("name", read.header_from.name);
  json.field("address", read.header_from.address);
  json.end_object();
  json.field("subject", read.subject);
  json.field("snippet", read.snippet);
  json.field("date", read.date);
  json.field("message_id", read.message_id);
  json.field("size", read.size_bytes);
  json.field("sha256", read.sha256);
  json.field("trace", to_wire(read.trace));
  if (read.message) {
    json.key("message");
    write(json, *read.message);
  }
  if (read.why) {
    json.key("why");
    write(json, *read.why);
  }
  if (read.entry) {
    json.key("entry");
    write(json, *read.entry);
  }
  json.field("alike", read.alike);
}

void write(JsonWriter& json, const ReadMessage& read) {
  json.begin_object();
  write_fields(json, read);
  json.end_object();
}

ReadMessage read_message(const JsonReader& reader) {
  ReadMessage read;
  read.name = reader.text("name");
  read.problem = reader.text("problem");
  const JsonReader from = reader.object("header_from");
  read.header_from = {from.text("name"), from.text("address")};
  read.subject = reader.text("subject");
  read.snippet = reader.text("snippet");
  read.date = reader.maybe_time("date");
  read.message_id = reader.text("message_id");
  read.size_bytes = reader.integer("size");
  read.sha256 = reader.text("sha256");
  read.trace = reader.word("trace", parse_report_trace);
  if (reader.has("message")) read.message = read_summary(reader.object("message"));
  if (reader.has("why")) read.why = read_why(reader.object("why"));
  if (reader.has("entry")) read.entry = read_entry(reader.object("entry"));
  read.alike = reader.integer("alike");
  return read;
}

void write(JsonWriter& json, const Report& report) {
  json.begin_object();
  json.field("id", report.id.value);
  json.field("kind", to_wire(report.kind));
  json.field("via", to_wire(report.via));
  json.field("reported_at", report.reported_at);
  json.field("reported_by", report.reported_by);
  write_fields(json, report.read);
  json.field("outcome", report.outcome);
  json.field("entry_paused", report.entry_paused);
  json.field("undone_at", report.undone_at);
  json.field("may_undo", report.may_undo);
  json.end_object();
}

Report read_report(const JsonReader& reader) {
  Report report;
  report.id.value = reader.text("id");
  report.kind = reader.word("kind", parse_report_kind);
  report.via = reader.word("via", parse_report_via);
  report.reported_at = reader.time("reported_at");
  report.reported_by = reader.text("reported_by");
  report.read = read_message(reader);
  report.outcome = reader.text("outcome");
  report.entry_paused = reader.flag("entry_paused");
  report.undone_at = reader.maybe_time("undone_at");
  report.may_undo = reader.flag("may_undo");
  if (report.id.empty()) reader.fail("id", "an id");
  return report;
}

void write(JsonWriter& json, const ReportResult::Item& item) {
  json.begin_object();
  if (item.report) {
    json.key("report");
    write(json, *item.report);
  }
  if (item.unread) {
    json.key("unread");
    write(json, *item.unread);
  }
  json.end_object();
}

ReportResult::Item read_result_item(const JsonReader& reader) {
  ReportResult::Item item;
  if (reader.has("report")) item.report = read_report(reader.object("report"));
  if (reader.has("unread")) item.unread = read_message(reader.object("unread"));
  if (item.report.has_value() == item.unread.has_value()) reader.fail("report", "either a report or what was not read");
  return item;
}

template <class Item>
void write_items(JsonWriter& json, const std::vector<Item>& items) {
  json.key("items");
  json.begin_array();
  for (const Item& item : items) write(json, item);
  json.end_array();
}

}  // namespace

std::string_view to_wire(ReportKind kind) {
  return kKinds.of(kind);
}
std::string_view to_wire(ReportVia via) {
  return kVias.of(via);
}
std::string_view to_wire(ReportTrace trace) {
  return kTraces.of(trace);
}
std::optional<ReportKind> parse_report_kind(std::string_view word) {
  return kKinds.parse(word);
}
std::optional<ReportVia> parse_report_via(std::string_view word) {
  return kVias.parse(word);
}
std::optional<ReportTrace> parse_report_trace(std::string_view word) {
  return kTraces.parse(word);
}

std::string encode(const ReadReport& read) {
  JsonWriter json;
  json.begin_object();
  write_items(json, read.items);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const Report& report) {
  JsonWriter json;
  write(json, report);
  return std::move(json).take();
}

std::string encode(const ReportResult& result) {
  JsonWriter json;
  json.begin_object();
  write_items(json, result.items);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const ReportPage& page) {
  JsonWriter json;
  json.begin_object();
  write_items(json, page.items);
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.key("last_30_days");
  json.begin_object();
  json.field("reported", page.last_30_days.reported);
  json.field("learned", page.last_30_days.learned);
  json.field("not_ours", page.last_30_days.not_ours);
  json.end_object();
  json.field("spam_address", page.spam_address);
  json.field("not_spam_address", page.not_spam_address);
  json.end_object();
  return std::move(json).take();
}

base::Result<ReadReport> decode_read_report(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  ReadReport read;
  document.root().each("items", [&](const JsonReader& item) { read.items.push_back(read_message(item)); });
  return document.finish(std::move(read));
}

base::Result<Report> decode_report(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_report(document.root()));
}

base::Result<ReportResult> decode_report_result(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  ReportResult result;
  document.root().each("items", [&](const JsonReader& item) { result.items.push_back(read_result_item(item)); });
  return document.finish(std::move(result));
}

base::Result<ReportPage> decode_report_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  ReportPage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_report(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  const JsonReader totals = reader.object("last_30_days");
  page.last_30_days = {totals.integer("reported"), totals.integer("learned"), totals.integer("not_ours")};
  page.spam_address = reader.text("spam_address");
  page.not_spam_address = reader.text("not_spam_address");
  return document.finish(std::move(page));
}

}  // namespace pratique::api
