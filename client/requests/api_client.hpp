// Typed calls of the node's API over Transport: bearer token, decoding, errors as base::Error, retries of reads.
// Destroying the Pending aborts the call and its retries. `done` runs once, later, on the UI thread.
// A read is tried up to three times on Unavailable and Offline; a write once: its flow decides, with the same key.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "client/api/export.hpp"
#include "client/api/health.hpp"
#include "client/api/histogram.hpp"
#include "client/api/job.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/list_request.hpp"
#include "client/api/message.hpp"
#include "client/api/release_request.hpp"
#include "client/api/report.hpp"
#include "client/api/saved_search.hpp"
#include "client/api/selection.hpp"
#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "client/ports/platform.hpp"
#include "client/ports/transport.hpp"

namespace pratique::requests {

template <class T>
using Done = base::UniqueFunction<void(base::Result<T>)>;

class ApiClient {
 public:
  // What any answer says beside its content. network_answered comes before the call's own `done` and must not drop calls;
  // session_refused comes after it and may.
  struct Observer {
    virtual ~Observer() = default;
    virtual void session_refused() = 0;               // 401 to the token in use
    virtual void network_answered(bool reached) = 0;  // false: Offline
  };

  ApiClient(ports::Transport& transport, ports::Timers& timers, base::Clock& clock, Observer& observer)
      : transport_(transport), timers_(timers), clock_(clock), observer_(observer) {}

  void use_token(std::string token) { token_ = std::move(token); }
  [[nodiscard]] const std::string& token() const { return token_; }

  [[nodiscard]] ports::Pending sign_in(const api::SignIn& sign_in, Done<api::Session> done);
  [[nodiscard]] ports::Pending sign_out(Done<std::string> done);
  [[nodiscard]] ports::Pending me(Done<api::Me> done);
  [[nodiscard]] ports::Pending save_settings(const api::Settings& settings, Done<std::string> done);

  [[nodiscard]] ports::Pending list(const api::ListRequest& request, Done<api::MessagePage> done);
  [[nodiscard]] ports::Pending count(std::string_view query, Done<api::MessageCount> done);
  [[nodiscard]] ports::Pending histogram(const api::HistogramRequest& request, Done<api::Histogram> done);
  [[nodiscard]] ports::Pending detail(const api::MessageId& id, Done<api::MessageDetail> done);
  [[nodiscard]] ports::Pending text(const api::MessageId& id, Done<api::MessageText> done);
  [[nodiscard]] ports::Pending html(const api::MessageId& id, Done<std::string> done);
  [[nodiscard]] ports::Pending headers(const api::MessageId& id, Done<api::MessageHeaders> done);
  [[nodiscard]] ports::Pending parts(const api::MessageId& id, Done<api::MessageParts> done);
  [[nodiscard]] ports::Pending source_start(const api::MessageId& id, std::int64_t bytes, Done<std::string> done);
  [[nodiscard]] ports::Pending source(const api::MessageId& id, Done<std::string> done);
  [[nodiscard]] ports::Pending part(const api::MessageId& id, std::int64_t number, Done<std::string> done);

  [[nodiscard]] ports::Pending act(const api::ActionRequest& request, const std::string& key, Done<api::Job> done);
  [[nodiscard]] ports::Pending undo(const api::JobId& id, const std::string& key, Done<api::Job> done);
  // Allow and block, releases asked for. `id` none: a new entry.
  [[nodiscard]] ports::Pending list_entries(api::ListKind kind, std::string_view query, std::int64_t offset, std::int64_t limit,
                                            Done<api::ListEntryPage> done);
  [[nodiscard]] ports::Pending save_list_entry(api::ListKind kind, const std::optional<api::ListEntryId>& id,
                                               const api::NewListEntry& entry, const std::string& key, Done<api::ListEntry> done);
  [[nodiscard]] ports::Pending delete_list_entry(api::ListKind kind, const api::ListEntryId& id, const std::string& key,
                                                 Done<std::string> done);
  [[nodiscard]] ports::Pending preview_list_entry(api::ListKind kind, const api::NewListEntry& entry, Done<api::ListPreview> done);
  [[nodiscard]] ports::Pending export_list(api::ListKind kind, Done<std::string> done);
  enum class Import : std::uint8_t { Add, Replace };
  [[nodiscard]] ports::Pending import_list(api::ListKind kind, Import mode, std::string csv, const std::string& key,
                                           Done<api::ListImport> done);
  [[nodiscard]] ports::Pending release_requests(const std::optional<api::RequestState>& state, std::int64_t limit,
                                                Done<api::ReleaseRequestPage> done);
  [[nodiscard]] ports::Pending ask_release(const api::NewReleaseRequest& request, const std::string& key, Done<api::ReleaseRequest> done);
  enum class Decision : std::uint8_t { Approve, Deny };
  [[nodiscard]] ports::Pending decide_request(const api::RequestId& id, Decision decision, const api::RequestAnswer& answer,
                                              const std::string& key, Done<api::ReleaseRequest> done);
  [[nodiscard]] ports::Pending withdraw_request(const api::RequestId& id, const std::string& key, Done<std::string> done);

  // Reports of spam; `file` of ports::GivenFiles.
  [[nodiscard]] ports::Pending preview_report(std::uint32_t file, std::string_view name, Done<api::ReadReport> done);
  [[nodiscard]] ports::Pending send_report(std::uint32_t file, std::string_view name, api::ReportKind kind, const std::string& key,
                                           Done<api::ReportResult> done);
  [[nodiscard]] ports::Pending undo_report(const api::ReportId& id, const std::string& key, Done<api::Report> done);
  [[nodiscard]] ports::Pending reports(std::int64_t offset, std::int64_t limit, Done<api::ReportPage> done);

  [[nodiscard]] ports::Pending cancel(const api::JobId& id, const std::string& key, Done<api::Job> done);
  [[nodiscard]] ports::Pending jobs(std::int64_t offset, std::int64_t limit, Done<api::JobPage> done);
  [[nodiscard]] ports::Pending failed_items(const api::JobId& id, std::int64_t limit, Done<api::JobItemPage> done);
  [[nodiscard]] ports::Pending selection(std::string_view query, std::span<const api::MessageId> except, Done<api::SelectionSummary> done);

  [[nodiscard]] ports::Pending saved_searches(Done<api::SavedSearches> done);
  [[nodiscard]] ports::Pending save_search(const api::NewSavedSearch& search, const std::string& key, Done<api::SavedSearch> done);
  [[nodiscard]] ports::Pending change_search(const api::SavedSearch& search, Done<api::SavedSearch> done);
  [[nodiscard]] ports::Pending delete_search(const api::SearchId& id, Done<std::string> done);
  [[nodiscard]] ports::Pending order_searches(const api::SearchOrder& order, Done<api::SavedSearches> done);
  // Every message that matches, as a file; the handler gets what Transport::stream gives. Any status but 200 has no chunks worth keeping.
  [[nodiscard]] ports::Pending export_messages(std::string_view query, api::ExportFormat format, ports::Transport::StreamHandler handler);
  [[nodiscard]] ports::Pending health(Done<api::Health> done);
  // The event stream; the handler gets what Transport::stream gives. 401 is reported like any other.
  [[nodiscard]] ports::Pending events(std::int64_t last_event_id, ports::Transport::StreamHandler handler);

 private:
  class Call;
  enum class Retry : std::uint8_t { Never, Reads };
  template <class T>
  ports::Pending read(std::string path, base::Result<T> (*decode)(std::string_view), Done<T> done);
  // A write with a body (or none) and an idempotency key.
  ports::Pending write(const char* method, std::string path, const char* content_type, std::string body, const std::string& key,
                       Done<std::string> done);
  ports::Pending read_text(std::string path, Done<std::string> done);
  ports::Pending upload(std::string path, std::uint32_t file, const std::string& key, Retry retry, Done<std::string> done);
  ports::Pending start(ports::Request request, Retry retry, Done<std::string> done);
  void authorize(ports::Request& request) const;
  [[nodiscard]] base::Result<std::string> judge(base::Result<ports::Response> answer, const std::string& token_sent, bool& refused);

  ports::Transport& transport_;
  ports::Timers& timers_;
  base::Clock& clock_;
  Observer& observer_;
  std::string token_;
};

}  // namespace pratique::requests
