#include "client/requests/api_client.hpp"

#include <memory>

#include "client/api/error_code.hpp"
#include "client/base/text.hpp"
#include "client/requests/backoff.hpp"

namespace pratique::requests {
namespace {

constexpr int kMaxTries = 3;
constexpr std::int64_t kFirstRetryMs = 400;
constexpr std::int64_t kLongestRetryMs = 4'000;
constexpr std::int64_t kDownloadTimeoutMs = 120'000;
constexpr std::int64_t kWriteTimeoutMs = 60'000;    // fixing what a job over a million rows acts on takes its time
constexpr std::int64_t kUploadTimeoutMs = 600'000;  // 30 MB over a slow line, and what the filter says to it
constexpr const char* kJson = "application/json";

std::string message_path(const api::MessageId& id, std::string_view rest) {
  std::string path = "/v1/messages/" + base::percent_encode(id.value);
  path += rest;
  return path;
}

std::string list_path(api::ListKind kind, std::string_view rest = {}) {
  std::string path = "/v1/lists/";
  path += api::to_wire(kind);
  path += rest;
  return path;
}
constexpr const char* kSearches = "/v1/searches";

template <class Id>
std::string with_id(std::string path, const Id& id, std::string_view rest = {}) {
  path.append("/").append(base::percent_encode(id.value)).append(rest);
  return path;
}

template <class T>
Done<std::string> decoded(base::Result<T> (*decode)(std::string_view), Done<T> done) {
  return [decode, done = std::move(done)](base::Result<std::string> body) mutable {
    done(body ? decode(*body) : base::Result<T>(std::unexpected(std::move(body).error())));
  };
}

std::string paged(std::string path, std::int64_t offset, std::int64_t limit) {
  path += "offset=";
  base::append_integer(path, offset);
  path += "&limit=";
  base::append_integer(path, limit);
  return path;
}

bool worth_retrying(const base::Error& error) {
  if (error.code == base::ErrorCode::Offline) return true;
  return error.code == base::ErrorCode::Unavailable && error.retry_after_secs.value_or(0) * 1000 <= kLongestRetryMs;
}

std::string_view header_of(const ports::Response& response, std::string_view name) {
  for (const ports::Header& header : response.headers) {
    if (base::equals_ignoring_ascii_case(header.name, name)) return header.value;
  }
  return {};
}

}  // namespace

// One call with its retries. The Pending that the caller holds owns it; whatever it is doing stops with it.
class ApiClient::Call final : public ports::Pending::Call {
 public:
  Call(ApiClient& client, ports::Request request, Retry retry, Done<std::string> done)
      : client_(client),
        request_(std::move(request)),
        done_(std::move(done)),
        backoff_(kFirstRetryMs, kLongestRetryMs, static_cast<std::uint32_t>(client.clock_.mono_now().count())),
        tries_left_(retry == Retry::Reads ? kMaxTries : 1),
        token_(client.token_) {}

  void send() {
    --tries_left_;
    pending_ = client_.transport_.send(request_, [this](base::Result<ports::Response> answer) { take(std::move(answer)); });
  }

 private:
  void take(base::Result<ports::Response> answer) {
    bool refused = false;
    auto judged = client_.judge(std::move(answer), token_, refused);
    if (!judged && tries_left_ > 0 && worth_retrying(judged.error())) {
      pending_ = client_.timers_.after(backoff_.next_ms(judged.error().retry_after_secs), [this] { send(); });
      return;
    }
    // Both may destroy this call: only what is local is touched from here on.
    Done<std::string> done = std::move(done_);
    Observer& observer = client_.observer_;
    done(std::move(judged));
    if (refused) observer.session_refused();
  }

  ApiClient& client_;
  ports::Request request_;
  Done<std::string> done_;
  Backoff backoff_;
  int tries_left_;
  std::string token_;
  ports::Pending pending_;
};

void ApiClient::authorize(ports::Request& request) const {
  if (!token_.empty()) request.headers.push_back({"Authorization", "Bearer " + token_});
}

base::Result<std::string> ApiClient::judge(base::Result<ports::Response> answer, const std::string& token_sent, bool& refused) {
  if (!answer) {
    if (answer.error().code == base::ErrorCode::Offline) observer_.network_answered(false);
    return std::unexpected(std::move(answer).error());
  }
  observer_.network_answered(true);
  if (answer->status >= 200 && answer->status < 300) return std::move(answer->body);
  base::Error error = api::decode_error(answer->status, answer->body, header_of(*answer, "retry-after"));
  // An answer to an older token says nothing about the one in use now; without a token 401 means a wrong password.
  refused = error.code == base::ErrorCode::Unauthenticated && !token_sent.empty() && token_sent == token_;
  return std::unexpected(std::move(error));
}

ports::Pending ApiClient::start(ports::Request request, Retry retry, Done<std::string> done) {
  authorize(request);
  auto call = std::make_unique<Call>(*this, std::move(request), retry, std::move(done));
  call->send();
  return ports::Pending(std::move(call));
}

template <class T>
ports::Pending ApiClient::read(std::string path, base::Result<T> (*decode)(std::string_view), Done<T> done) {
  ports::Request request;
  request.path = std::move(path);
  return start(std::move(request), Retry::Reads, decoded(decode, std::move(done)));
}

ports::Pending ApiClient::write(const char* method, std::string path, const char* content_type, std::string body, const std::string& key,
                                Done<std::string> done) {
  ports::Request request;
  request.method = method;
  request.path = std::move(path);
  if (content_type != nullptr) request.headers.push_back({"Content-Type", content_type});
  if (!key.empty()) {
    request.headers.push_back({"Idempotency-Key", key});
    request.timeout_ms = kWriteTimeoutMs;
  }
  request.body = std::move(body);
  return start(std::move(request), Retry::Never, std::move(done));
}

ports::Pending ApiClient::read_text(std::string path, Done<std::string> done) {
  ports::Request request;
  request.path = std::move(path);
  return start(std::move(request), Retry::Reads, std::move(done));
}

ports::Pending ApiClient::sign_in(const api::SignIn& sign_in, Done<api::Session> done) {
  ports::Request request;
  request.method = "POST";
  request.path = "/v1/session";
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = api::encode(sign_in);
  // Not through start(): the dead token of the session before must not travel along.
  const std::string token = std::exchange(token_, {});
  auto pending = start(std::move(request), Retry::Never, [done = std::move(done)](base::Result<std::string> body) mutable {
    done(body ? api::decode_session(*body) : base::Result<api::Session>(std::unexpected(std::move(body).error())));
  });
  token_ = token;
  return pending;
}

ports::Pending ApiClient::sign_out(Done<std::string> done) {
  ports::Request request;
  request.method = "DELETE";
  request.path = "/v1/session";
  return start(std::move(request), Retry::Never, std::move(done));
}

ports::Pending ApiClient::save_settings(const api::Settings& settings, Done<std::string> done) {
  return write("PATCH", "/v1/me/settings", kJson, api::encode(settings), {}, std::move(done));
}

ports::Pending ApiClient::act(const api::ActionRequest& action, const std::string& key, Done<api::Job> done) {
  return write("POST", "/v1/actions", kJson, api::encode(action), key, decoded(api::decode_job, std::move(done)));
}

ports::Pending ApiClient::undo(const api::JobId& id, const std::string& key, Done<api::Job> done) {
  return write("POST", with_id("/v1/jobs", id, "/undo"), nullptr, {}, key, decoded(api::decode_job, std::move(done)));
}

ports::Pending ApiClient::list_entries(api::ListKind kind, std::string_view query, std::int64_t offset, std::int64_t limit,
                                       Done<api::ListEntryPage> done) {
  std::string path = list_path(kind, "?q=") + base::percent_encode(query) + "&offset=";
  base::append_integer(path, offset);
  path += "&limit=";
  base::append_integer(path, limit);
  return read(std::move(path), api::decode_list_entry_page, std::move(done));
}

ports::Pending ApiClient::save_list_entry(api::ListKind kind, const std::optional<api::ListEntryId>& id, const api::NewListEntry& entry,
                                          const std::string& key, Done<api::ListEntry> done) {
  return write(id ? "PUT" : "POST", id ? with_id(list_path(kind), *id) : list_path(kind), kJson, api::encode(entry), key,
               decoded(api::decode_list_entry, std::move(done)));
}

ports::Pending ApiClient::delete_list_entry(api::ListKind kind, const api::ListEntryId& id, const std::string& key,
                                            Done<std::string> done) {
  return write("DELETE", with_id(list_path(kind), id), nullptr, {}, key, std::move(done));
}

ports::Pending ApiClient::preview_list_entry(api::ListKind kind, const api::NewListEntry& entry, Done<api::ListPreview> done) {
  return write("POST", list_path(kind, "/preview"), kJson, api::encode(entry), {}, decoded(api::decode_list_preview, std::move(done)));
}

ports::Pending ApiClient::export_list(api::ListKind kind, Done<std::string> done) {
  return read_text(list_path(kind, "/export"), std::move(done));
}

ports::Pending ApiClient::import_list(api::ListKind kind, Import mode, std::string csv, const std::string& key,
                                      Done<api::ListImport> done) {
  return write("POST", list_path(kind, mode == Import::Replace ? "/import?mode=replace" : "/import?mode=add"), "text/csv", std::move(csv),
               key, decoded(api::decode_list_import, std::move(done)));
}

ports::Pending ApiClient::release_requests(const std::optional<api::RequestState>& state, std::int64_t limit,
                                           Done<api::ReleaseRequestPage> done) {
  std::string path = "/v1/requests?offset=0&limit=";
  base::append_integer(path, limit);
  if (state) path.append("&state=").append(api::to_wire(*state));
  return read(std::move(path), api::decode_release_request_page, std::move(done));
}

ports::Pending ApiClient::ask_release(const api::NewReleaseRequest& asked, const std::string& key, Done<api::ReleaseRequest> done) {
  return write("POST", "/v1/requests", kJson, api::encode(asked), key, decoded(api::decode_release_request, std::move(done)));
}

ports::Pending ApiClient::decide_request(const api::RequestId& id, Decision decision, const api::RequestAnswer& answer,
                                         const std::string& key, Done<api::ReleaseRequest> done) {
  const bool approve = decision == Decision::Approve;
  return write("POST", with_id("/v1/requests", id, approve ? "/approve" : "/deny"), approve ? nullptr : kJson,
               approve ? std::string() : api::encode(answer), key, decoded(api::decode_release_request, std::move(done)));
}

ports::Pending ApiClient::withdraw_request(const api::RequestId& id, const std::string& key, Done<std::string> done) {
  return write("DELETE", with_id("/v1/requests", id), nullptr, {}, key, std::move(done));
}

ports::Pending ApiClient::upload(std::string path, std::uint32_t file, const std::string& key, Retry retry, Done<std::string> done) {
  ports::Request request;
  request.method = "POST";
  request.path = std::move(path);
  request.headers.push_back({"Content-Type", "application/octet-stream"});
  if (!key.empty()) request.headers.push_back({"Idempotency-Key", key});
  request.body_file = file;
  request.timeout_ms = kUploadTimeoutMs;
  return start(std::move(request), retry, std::move(done));
}

ports::Pending ApiClient::preview_report(std::uint32_t file, std::string_view name, Done<api::ReadReport> done) {
  return upload("/v1/reports/preview?name=" + base::percent_encode(name), file, {}, Retry::Reads,
                decoded(api::decode_read_report, std::move(done)));
}

ports::Pending ApiClient::send_report(std::uint32_t file, std::string_view name, api::ReportKind kind, const std::string& key,
                                      Done<api::ReportResult> done) {
  std::string path = "/v1/reports?kind=";
  path.append(api::to_wire(kind)).append("&via=portal&name=").append(base::percent_encode(name));
  return upload(std::move(path), file, key, Retry::Never, decoded(api::decode_report_result, std::move(done)));
}

ports::Pending ApiClient::undo_report(const api::ReportId& id, const std::string& key, Done<api::Report> done) {
  return write("POST", with_id("/v1/reports", id, "/undo"), nullptr, {}, key, decoded(api::decode_report, std::move(done)));
}

ports::Pending ApiClient::reports(std::int64_t offset, std::int64_t limit, Done<api::ReportPage> done) {
  return read(paged("/v1/reports?", offset, limit), api::decode_report_page, std::move(done));
}

ports::Pending ApiClient::cancel(const api::JobId& id, const std::string& key, Done<api::Job> done) {
  return write("DELETE", with_id("/v1/jobs", id), nullptr, {}, key, decoded(api::decode_job, std::move(done)));
}

ports::Pending ApiClient::jobs(std::int64_t offset, std::int64_t limit, Done<api::JobPage> done) {
  return read(paged("/v1/jobs?", offset, limit), api::decode_job_page, std::move(done));
}

ports::Pending ApiClient::failed_items(const api::JobId& id, std::int64_t limit, Done<api::JobItemPage> done) {
  return read(paged(with_id("/v1/jobs", id, "/items?state=failed&"), 0, limit), api::decode_job_item_page, std::move(done));
}

ports::Pending ApiClient::selection(std::string_view query, std::span<const api::MessageId> except, Done<api::SelectionSummary> done) {
  return read(api::to_selection_url(query, except), api::decode_selection, std::move(done));
}

ports::Pending ApiClient::saved_searches(Done<api::SavedSearches> done) {
  return read(kSearches, api::decode_saved_searches, std::move(done));
}

ports::Pending ApiClient::save_search(const api::NewSavedSearch& search, const std::string& key, Done<api::SavedSearch> done) {
  return write("POST", kSearches, kJson, api::encode(search), key, decoded(api::decode_saved_search, std::move(done)));
}

ports::Pending ApiClient::change_search(const api::SavedSearch& search, Done<api::SavedSearch> done) {
  return write("PUT", with_id(kSearches, search.id), kJson, api::encode(search.search), {},
               decoded(api::decode_saved_search, std::move(done)));
}

ports::Pending ApiClient::delete_search(const api::SearchId& id, Done<std::string> done) {
  return write("DELETE", with_id(kSearches, id), nullptr, {}, {}, std::move(done));
}

ports::Pending ApiClient::order_searches(const api::SearchOrder& order, Done<api::SavedSearches> done) {
  return write("PUT", kSearches, kJson, api::encode(order), {}, decoded(api::decode_saved_searches, std::move(done)));
}

ports::Pending ApiClient::source_start(const api::MessageId& id, std::int64_t bytes, Done<std::string> done) {
  ports::Request request;
  request.path = message_path(id, "/raw");
  std::string range = "bytes=0-";
  base::append_integer(range, bytes - 1);
  request.headers.push_back({"Range", std::move(range)});
  return start(std::move(request), Retry::Reads, [bytes, done = std::move(done)](base::Result<std::string> body) mutable {
    // A server may answer a range with the whole (RFC 9110 §14.2).
    if (body && body->size() > static_cast<std::size_t>(bytes)) body->resize(static_cast<std::size_t>(bytes));
    done(std::move(body));
  });
}

ports::Pending ApiClient::source(const api::MessageId& id, Done<std::string> done) {
  ports::Request request;
  request.path = message_path(id, "/raw");
  request.timeout_ms = kDownloadTimeoutMs;
  return start(std::move(request), Retry::Reads, std::move(done));
}

ports::Pending ApiClient::part(const api::MessageId& id, std::int64_t number, Done<std::string> done) {
  ports::Request request;
  request.path = message_path(id, "/parts/");
  base::append_integer(request.path, number);
  request.timeout_ms = kDownloadTimeoutMs;
  return start(std::move(request), Retry::Reads, std::move(done));
}

ports::Pending ApiClient::export_messages(std::string_view query, api::ExportFormat format, ports::Transport::StreamHandler handler) {
  ports::Request request;
  request.path = api::to_export_url(query, format);
  request.timeout_ms = kDownloadTimeoutMs;  // to the first byte
  authorize(request);
  return transport_.stream(std::move(request), std::move(handler));
}

ports::Pending ApiClient::health(Done<api::Health> done) {
  return read<api::Health>("/v1/health", api::decode_health, std::move(done));
}

ports::Pending ApiClient::events(std::int64_t last_event_id, ports::Transport::StreamHandler handler) {
  ports::Request request;
  request.path = "/v1/events";
  request.timeout_ms = 0;
  request.headers.push_back({"Accept", "text/event-stream"});
  if (last_event_id > 0) {
    request.headers.push_back({"Last-Event-ID", ""});
    base::append_integer(request.headers.back().value, last_event_id);
  }
  authorize(request);
  return transport_.stream(std::move(request), std::move(handler));
}

ports::Pending ApiClient::me(Done<api::Me> done) {
  return read("/v1/me", api::decode_me, std::move(done));
}
ports::Pending ApiClient::list(const api::ListRequest& request, Done<api::MessagePage> done) {
  return read(api::to_url(request), api::decode_message_page, std::move(done));
}
ports::Pending ApiClient::count(std::string_view query, Done<api::MessageCount> done) {
  return read(api::to_count_url(query), api::decode_message_count, std::move(done));
}
ports::Pending ApiClient::histogram(const api::HistogramRequest& request, Done<api::Histogram> done) {
  return read(api::to_url(request), api::decode_histogram, std::move(done));
}
ports::Pending ApiClient::detail(const api::MessageId& id, Done<api::MessageDetail> done) {
  return read(message_path(id, ""), api::decode_message_detail, std::move(done));
}
ports::Pending ApiClient::text(const api::MessageId& id, Done<api::MessageText> done) {
  return read(message_path(id, "/text"), api::decode_message_text, std::move(done));
}
ports::Pending ApiClient::html(const api::MessageId& id, Done<std::string> done) {
  return read_text(message_path(id, "/html"), std::move(done));
}
ports::Pending ApiClient::headers(const api::MessageId& id, Done<api::MessageHeaders> done) {
  return read(message_path(id, "/headers"), api::decode_message_headers, std::move(done));
}
ports::Pending ApiClient::parts(const api::MessageId& id, Done<api::MessageParts> done) {
  return read(message_path(id, "/parts"), api::decode_message_parts, std::move(done));
}

}  // namespace pratique::requests
