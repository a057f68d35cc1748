#include "tests/support/fake_node.hpp"

#include <algorithm>

#include "client/api/error_code.hpp"
#include "client/api/histogram.hpp"
#include "client/base/text.hpp"

namespace pratique::test {
namespace {

std::string header_of(const ports::Request& request, std::string_view name) {
  for (const ports::Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

std::int64_t parameter(const std::string& url, const std::string& name, std::int64_t otherwise) {
  const std::size_t at = url.find("&" + name + "=");
  if (at == std::string::npos) return otherwise;
  const std::size_t begin = at + name.size() + 2;
  return base::parse_integer(url.substr(begin, url.find('&', begin) - begin)).value_or(otherwise);
}

Answer refuse(base::ErrorCode code, std::string message) {
  base::Error error;
  error.code = code;
  error.message = std::move(message);
  error.request_id = "r1";
  return status(api::http_status(code), api::encode(error));
}

std::int64_t number_of(const api::MessageId& id) {
  return base::parse_integer(std::string_view(id.value).substr(1)).value_or(-999'999);
}

}  // namespace

api::MessageSummary FakeNode::summary(std::int64_t number) const {
  api::MessageSummary row;
  row.id = id_of(number);
  row.subject = "Subject " + std::to_string(number);
  row.header_from = {"Sender", "sender@example.net"};
  row.recipient = "ann@example.org";
  row.received_at = base::WallTime(std::chrono::milliseconds(1'795'000'000'000 - number * 1000));
  row.worth_a_look = std::ranges::find(worth, number) != worth.end();
  row.status = std::ranges::find(gone, number) == gone.end() ? api::Status::Quarantined : api::Status::ReleasePending;
  return row;
}

std::int64_t FakeNode::total() const {
  return rows_ - newest_ - static_cast<std::int64_t>(gone.size());
}

std::vector<std::int64_t> FakeNode::page_numbers(std::int64_t offset, std::int64_t limit) const {
  std::vector<std::int64_t> numbers;
  std::int64_t number = newest_ + offset;
  // Those gone before the offset push it further; `gone` is short in tests.
  std::vector<std::int64_t> sorted = gone;
  std::ranges::sort(sorted);
  for (std::int64_t missing : sorted) {
    if (missing <= number) ++number;
  }
  for (; number < rows_ && static_cast<std::int64_t>(numbers.size()) < limit; ++number) {
    if (!std::ranges::binary_search(sorted, number)) numbers.push_back(number);
  }
  return numbers;
}

Answer FakeNode::list(const std::string& url) const {
  api::MessagePage page;
  page.offset = parameter(url, "offset", 0);
  page.total = total();
  for (std::int64_t number : page_numbers(page.offset, parameter(url, "limit", 100))) page.items.push_back(summary(number));
  return ok(api::encode(page));
}

Answer FakeNode::act(const ports::Request& request) {
  const std::string key = header_of(request, "Idempotency-Key");
  for (const auto& [known, body] : kept_answers_) {
    if (known == key) return ok(body);
  }
  const auto action = api::decode_action_request(request.body);
  if (!action) return status(400, api::encode(action.error()));
  api::Job job;
  job.id.value = "j" + std::to_string(jobs.size() + 1);
  job.action = action->action;
  job.created_at = clock_.wall_now() + std::chrono::hours(1);  // the node's clock is off: the client must not mind
  job.undo_until = job.created_at + std::chrono::hours(24);
  const bool releases = api::is_release(job.action);
  if (releases) job.runs_at = job.created_at + std::chrono::seconds(10);
  job.actor = me.login;
  job.query = action->query;
  std::vector<api::MessageId> ids = action->ids;
  if (action->query) {  // whatever it says, here it matches all
    for (std::int64_t number : page_numbers(0, rows_)) {
      if (std::ranges::find(action->except, id_of(number)) == action->except.end()) ids.push_back(id_of(number));
    }
    job.state = api::JobState::Running;
  }
  job.total = static_cast<std::int64_t>(ids.size());
  for (const api::MessageId& id : ids) {
    job.items.push_back({id, api::ItemState::Waiting, "", std::nullopt});
    const bool leaves = releases || job.action == api::Action::Remove || job.action == api::Action::RemoveBlock;
    if (leaves && std::ranges::find(gone, number_of(id)) == gone.end()) gone.push_back(number_of(id));
  }
  if (job.total > 1000) job.items.clear();
  jobs.push_back(job);
  keys_of_actions.push_back(key);
  kept_answers_.emplace_back(key, api::encode(job));
  return ok(api::encode(job));
}

Answer FakeNode::undo(const std::string& job_id) {
  if (undo_is_late) return refuse(base::ErrorCode::Refused, "It has left");
  const auto job = std::ranges::find(jobs, job_id, [](const api::Job& known) { return known.id.value; });
  if (job == jobs.end()) return refuse(base::ErrorCode::NotFound, "There is no such job");
  job->state = api::JobState::Undone;
  for (const api::JobItem& item : job->items) std::erase(gone, number_of(item.message_id));
  if (job->query) gone.clear();
  undone.push_back(job_id);
  return ok(api::encode(*job));
}

// /v1/jobs?…, /v1/jobs/{id}, /v1/jobs/{id}/undo, /v1/jobs/{id}/items
Answer FakeNode::job_calls(const ports::Request& request) {
  if (request.path.starts_with("/v1/jobs?")) {
    api::JobPage page;
    page.offset = base::parse_integer(request.path.substr(16, request.path.find('&') - 16)).value_or(0);
    page.total = static_cast<std::int64_t>(jobs.size());
    for (std::int64_t i = page.offset; i < std::min(page.total, page.offset + parameter(request.path, "limit", 50)); ++i) {
      page.items.push_back(jobs[static_cast<std::size_t>(page.total - 1 - i)]);
    }
    return ok(api::encode(page));
  }
  const std::string rest = request.path.substr(9);
  if (rest.ends_with("/undo")) return undo(rest.substr(0, rest.size() - 5));
  if (rest.find("/items?state=failed") != std::string::npos) {
    return ok(api::encode(api::JobItemPage{failed, 0, static_cast<std::int64_t>(failed.size())}));
  }
  const auto job = std::ranges::find(jobs, rest, [](const api::Job& known) { return known.id.value; });
  if (job == jobs.end()) return refuse(base::ErrorCode::NotFound, "There is no such job");
  if (request.method == "DELETE") job->state = api::JobState::Cancelled;
  return ok(api::encode(*job));
}

Answer FakeNode::search_calls(const ports::Request& request) {
  const std::string id = request.path.size() > 13 ? request.path.substr(13) : std::string();
  const auto known = std::ranges::find(searches, id, [](const api::SavedSearch& search) { return search.id.value; });
  if (request.method == "POST") {
    const auto search = api::decode_new_saved_search(request.body);
    if (!search) return status(400, api::encode(search.error()));
    searches.push_back({{"s" + std::to_string(searches.size() + 1)}, *search});
    return status(201, api::encode(searches.back()));
  }
  if (request.method == "PUT" && id.empty()) {
    const auto order = api::decode_search_order(request.body);
    if (!order) return status(400, api::encode(order.error()));
    std::vector<api::SavedSearch> ordered;
    for (const api::SearchId& wanted : order->order) ordered.push_back(*std::ranges::find(searches, wanted, &api::SavedSearch::id));
    searches = std::move(ordered);
  } else if (!id.empty()) {
    if (known == searches.end()) return refuse(base::ErrorCode::NotFound, "There is no such search");
    if (request.method == "DELETE") return searches.erase(known), ok("{}");
    known->search = *api::decode_new_saved_search(request.body);
    return ok(api::encode(*known));
  }
  return ok(api::encode(api::SavedSearches{searches}));
}

Answer FakeNode::summarise(const std::string& url) const {
  api::SelectionSummary summary = selection;
  summary.total = total();
  if (const std::size_t except = url.find("&except="); except != std::string::npos) {
    summary.total -= 1 + std::ranges::count(url.substr(except), ',');
  }
  return ok(api::encode(summary));
}

Answer FakeNode::message(std::string rest) const {
  const std::size_t slash = rest.find('/');
  const std::string part = slash == std::string::npos ? "" : rest.substr(slash);
  const std::int64_t number = number_of({rest.substr(0, slash)});
  if (part == "/text") return ok(api::encode(api::MessageText{"Text of " + std::to_string(number), "utf-8", false, false}));
  if (part == "/html") return messages_have_html ? ok("<p>" + std::to_string(number)) : refuse(base::ErrorCode::NotFound, "It has no HTML");
  if (part == "/headers") return ok(api::encode(api::MessageHeaders{{{"Subject", std::to_string(number), false}}}));
  if (part == "/raw") return ok("Subject: raw " + std::to_string(number) + "\r\n\r\n");
  if (part == "/parts") return ok(api::encode(api::MessageParts{{{1, 0, "application/pdf", "a/b.pdf", "attachment", 3, "ab"}}}));
  if (part.starts_with("/parts/")) return ok("pdf");
  api::MessageDetail detail;
  detail.summary = summary(number);
  detail.has_html = messages_have_html;
  detail.has_text = true;
  return ok(api::encode(detail));
}

// /v1/lists/{kind}[/id|/preview|/export|/import]
Answer FakeNode::lists(const ports::Request& request) {
  std::string rest = request.path.substr(std::string("/v1/lists/").size());
  const auto kind = *api::parse_list_kind(rest.substr(0, 5));
  rest = rest.substr(5);
  if (rest == "/preview") return ok(api::encode(preview));
  if (rest == "/export") return ok("pattern,applies_to,note,expires_at,paused\r\n");
  if (rest.starts_with("/import")) return ok(api::encode(api::ListImport{.added = 2, .changed = 1}));
  const std::string id = rest.starts_with("/") ? rest.substr(1) : "";
  const auto known = std::ranges::find(entries, id, [](const api::ListEntry& entry) { return entry.id.value; });
  if (request.method == "GET") {
    api::ListEntryPage page;
    std::vector<api::ListEntry> all;
    for (const api::ListEntry& entry : entries) {
      if (entry.kind == kind) all.insert(all.begin(), entry);
    }
    page.total = static_cast<std::int64_t>(all.size());
    page.offset = parameter(rest, "offset", 0);
    const std::int64_t end = std::min(page.total, page.offset + parameter(rest, "limit", 100));
    for (std::int64_t i = page.offset; i < end; ++i) page.items.push_back(all[static_cast<std::size_t>(i)]);
    return ok(api::encode(page));
  }
  if (!id.empty() && known == entries.end()) return refuse(base::ErrorCode::NotFound, "There is no such entry");
  if (request.method == "DELETE") {
    entries.erase(known);
    return ok("{}");
  }
  const auto entry = api::decode_new_list_entry(request.body);
  if (!entry) return status(400, api::encode(entry.error()));
  if (request.method == "PUT") {
    known->entry = *entry;
    return ok(api::encode(*known));
  }
  const bool there = std::ranges::any_of(entries, [&](const api::ListEntry& other) {
    return other.kind == kind && other.entry.pattern == entry->pattern && other.entry.applies_to == entry->applies_to;
  });
  if (there) return refuse(base::ErrorCode::Conflict, "It is on the list already");
  entries.push_back({{"e" + std::to_string(next_entry_++)}, kind, *entry, me.login, clock_.wall_now(), 0, std::nullopt, true});
  return status(201, api::encode(entries.back()));
}

// /v1/requests[?state=][/id[/approve|/deny]]
Answer FakeNode::requests(const ports::Request& request) {
  const std::string rest = request.path.substr(std::string("/v1/requests").size());
  if (request.method == "GET") {
    api::ReleaseRequestPage page;
    const std::size_t at = rest.find("&state=");
    const auto wanted = at == std::string::npos ? std::nullopt : api::parse_request_state(rest.substr(at + 7));
    for (const api::ReleaseRequest& one : asked) {
      if (!wanted || one.state == *wanted) page.items.push_back(one);
    }
    page.total = static_cast<std::int64_t>(page.items.size());
    return ok(api::encode(page));
  }
  if (rest.empty()) {
    const auto wish = api::decode_new_release_request(request.body);
    if (!wish) return status(400, api::encode(wish.error()));
    api::ReleaseRequest one;
    one.id.value = "r" + std::to_string(asked.size() + 1);
    one.message = summary(number_of(wish->message_id));
    one.asked_by = me.login;
    one.note = wish->note;
    asked.push_back(one);
    return status(201, api::encode(one));
  }
  const std::string id = rest.substr(1, rest.find('/', 1) - 1);
  const auto known = std::ranges::find(asked, id, [](const api::ReleaseRequest& one) { return one.id.value; });
  if (known == asked.end()) return refuse(base::ErrorCode::NotFound, "There is no such request");
  if (request.method == "DELETE") {
    known->state = api::RequestState::Withdrawn;
    return ok("{}");
  }
  known->state = rest.ends_with("/approve") ? api::RequestState::Approved : api::RequestState::Denied;
  if (const auto answer = api::decode_request_answer(request.body)) known->answer = answer->answer;
  return ok(api::encode(*known));
}

Answer FakeNode::answer(const ports::Request& request) {
  const std::string line = request.method + " " + request.path;
  if (line == "POST /v1/session") {
    const auto sign_in = api::decode_sign_in(request.body);
    if (!sign_in || sign_in->password != "right") return refuse(base::ErrorCode::Unauthenticated, "Name or password are wrong");
    return ok(api::encode(api::Session{token, clock_.wall_now() + std::chrono::hours(12), me}));
  }
  if (header_of(request, "Authorization") != "Bearer " + token) return refuse(base::ErrorCode::Unauthenticated, "Sign in");
  if (line == "GET /v1/me") return ok(api::encode(me));
  if (line == "PATCH /v1/me/settings") return status(204);
  if (line == "DELETE /v1/session") return status(204);
  if (line.starts_with("GET /v1/messages?")) return list(request.path);
  if (line.starts_with("GET /v1/messages/count?")) return ok(api::encode(api::MessageCount{total()}));
  if (line.starts_with("GET /v1/messages/histogram?")) return ok(api::encode(api::Histogram{}));
  if (line.starts_with("GET /v1/messages/")) return message(request.path.substr(13));
  if (request.path.starts_with("/v1/lists/")) return lists(request);
  if (request.path.starts_with("/v1/requests")) return requests(request);
  if (request.path.starts_with("/v1/reports")) return report_calls(request);
  if (line == "POST /v1/actions") return act(request);
  if (request.path.starts_with("/v1/jobs")) return job_calls(request);
  if (request.path.starts_with("/v1/searches")) return search_calls(request);
  if (line.starts_with("GET /v1/selection?")) return summarise(request.path);
  return refuse(base::ErrorCode::NotFound, "There is no such call");
}

}  // namespace pratique::test
