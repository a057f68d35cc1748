#include "client/api/job.hpp"

#include "client/api/message_json.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kActions = word_list<Action>("release", "remove", "mark_seen", "mark_unseen", "release_allow", "remove_block",
                                            "release_train", "train_spam", "train_not_spam");
constexpr auto kJobStates = word_list<JobState>("waiting", "running", "done", "undone", "cancelled", "undoing");
constexpr auto kItemStates = word_list<ItemState>("waiting", "retrying", "done", "failed", "skipped", "undone");
constexpr auto kSenders = word_list<ListWish::Sender>("address", "domain");
constexpr auto kReaches = word_list<ListWish::Reach>("mailbox", "domain");
constexpr std::size_t kMaxIds = 1000;

std::vector<MessageId> read_ids(const JsonReader& reader, std::string_view name) {
  std::vector<MessageId> ids;
  if (!reader.has(name)) return ids;
  reader.each(name, [&](const JsonReader& item) { ids.push_back(MessageId{item.text_value()}); });
  for (const MessageId& id : ids) {
    if (id.empty()) reader.fail(name, "a list of ids");
  }
  if (ids.size() > kMaxIds) reader.fail(name, "at most 1,000 ids");
  return ids;
}

void write_ids(JsonWriter& json, std::string_view name, const std::vector<MessageId>& ids) {
  json.key(name);
  json.begin_array();
  for (const MessageId& id : ids) json.value(id.value);
  json.end_array();
}

void write(JsonWriter& json, const JobItem& item) {
  json.begin_object();
  json.field("message_id", item.message_id.value);
  json.field("state", to_wire(item.state));
  json.field("reply", item.reply);
  json.field("next_try_at", item.next_try_at);
  json.end_object();
}

void write(JsonWriter& json, const ListWish& wish) {
  json.begin_object();
  json.field("sender", kSenders.of(wish.sender));
  json.field("reach", kReaches.of(wish.reach));
  json.field("note", wish.note);
  json.field("expires_at", wish.expires_at);
  json.end_object();
}

ListWish read_wish(const JsonReader& reader) {
  ListWish wish;
  wish.sender = reader.word<ListWish::Sender>("sender", [](std::string_view word) { return kSenders.parse(word); });
  wish.reach = reader.word<ListWish::Reach>("reach", [](std::string_view word) { return kReaches.parse(word); });
  wish.note = reader.maybe_text("note").value_or("");
  wish.expires_at = reader.maybe_time("expires_at");
  return wish;
}

JobItem read_item(const JsonReader& reader) {
  JobItem item;
  item.message_id.value = reader.text("message_id");
  item.state = reader.word("state", parse_item_state);
  item.reply = reader.text("reply");
  item.next_try_at = reader.maybe_time("next_try_at");
  return item;
}

}  // namespace

std::string_view to_wire(Action action) {
  return kActions.of(action);
}
std::string_view to_wire(JobState state) {
  return kJobStates.of(state);
}
std::string_view to_wire(ItemState state) {
  return kItemStates.of(state);
}
std::optional<Action> parse_action(std::string_view word) {
  return kActions.parse(word);
}
std::optional<JobState> parse_job_state(std::string_view word) {
  return kJobStates.parse(word);
}
std::optional<ItemState> parse_item_state(std::string_view word) {
  return kItemStates.parse(word);
}

void write(JsonWriter& json, const Job& job) {
  json.begin_object();
  json.field("id", job.id.value);
  json.field("action", to_wire(job.action));
  json.field("state", to_wire(job.state));
  json.field("created_at", job.created_at);
  json.field("runs_at", job.runs_at);
  json.field("undo_until", job.undo_until);
  json.field("total", job.total);
  json.field("done", job.done);
  json.field("failed", job.failed);
  json.field("skipped", job.skipped);
  json.field("undone", job.undone);
  json.field("actor", job.actor);
  json.field("query", job.query);
  json.field("entries_added", job.entries_added);
  json.key("items");
  json.begin_array();
  for (const JobItem& item : job.items) write(json, item);
  json.end_array();
  json.end_object();
}

Job read_job(const JsonReader& reader) {
  Job job;
  job.id.value = reader.text("id");
  job.action = reader.word("action", parse_action);
  job.state = reader.word("state", parse_job_state);
  job.created_at = reader.time("created_at");
  job.runs_at = reader.maybe_time("runs_at");
  job.undo_until = reader.maybe_time("undo_until");
  job.total = reader.integer("total");
  job.done = reader.integer("done");
  job.failed = reader.integer("failed");
  job.skipped = reader.integer("skipped");
  job.undone = reader.integer("undone");
  job.actor = reader.text("actor");
  job.query = reader.maybe_text("query");
  job.entries_added = reader.integer("entries_added");
  reader.each("items", [&](const JsonReader& item) { job.items.push_back(read_item(item)); });
  if (job.id.empty()) reader.fail("id", "an id");
  return job;
}

std::string encode(const ActionRequest& request) {
  JsonWriter json;
  json.begin_object();
  json.field("action", to_wire(request.action));
  if (request.query) {
    json.field("query", *request.query);
    if (!request.except.empty()) write_ids(json, "except", request.except);
  } else {
    write_ids(json, "ids", request.ids);
  }
  if (request.list) {
    json.key("list");
    write(json, *request.list);
  }
  json.end_object();
  return std::move(json).take();
}

std::string encode(const ListWish& wish) {
  JsonWriter json;
  write(json, wish);
  return std::move(json).take();
}

std::string encode(const Job& job) {
  JsonWriter json;
  write(json, job);
  return std::move(json).take();
}

base::Result<ActionRequest> decode_action_request(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  const JsonReader reader = document.root();
  ActionRequest request;
  request.action = reader.word("action", parse_action);
  request.ids = read_ids(reader, "ids");
  request.query = reader.maybe_text("query");
  request.except = read_ids(reader, "except");
  if (reader.has("list")) request.list = read_wish(reader.object("list"));
  const bool lists = request.action == Action::ReleaseAllow || request.action == Action::RemoveBlock;
  if (request.list && !lists) reader.fail("list", "allowed with this action");
  if (request.query && !request.ids.empty()) reader.fail("ids", "allowed together with query");
  if (!request.query && request.ids.empty()) reader.fail("ids", "a list of 1 to 1,000 ids");
  if (!request.query && !request.except.empty()) reader.fail("except", "allowed without query");
  return document.finish(std::move(request));
}

base::Result<ListWish> decode_list_wish(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(read_wish(document.root()));
}

std::string encode(const JobPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const Job& job : page.items) write(json, job);
  json.end_array();
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const JobItemPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const JobItem& item : page.items) write(json, item);
  json.end_array();
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

base::Result<JobPage> decode_job_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  JobPage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_job(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

base::Result<JobItemPage> decode_job_item_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  JobItemPage page;
  reader.each("items", [&](const JsonReader& item) { page.items.push_back(read_item(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

base::Result<Job> decode_job(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_job(document.root()));
}

}  // namespace pratique::api
