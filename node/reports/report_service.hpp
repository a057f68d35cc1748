// Reports as people make them: read, kept, taught to the filter, undone. One for the process; any thread. What the filter cannot be told
// now waits in storage: teach_due() goes on with it. Errors: NotFound, Conflict, Refused, Throttled (with retry_after_secs), Unavailable.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/report.hpp"
#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/domain/scope.hpp"
#include "node/reports/report_rate.hpp"
#include "node/reports/report_reader.hpp"
#include "node/reports/sent_files.hpp"
#include "node/storage/storage.hpp"
#include "node/training/trainer.hpp"

namespace pratique::reports {

struct ReportOptions {
  std::string host_name = "localhost";  // of Postfix, in Received fields
  std::string domain;                   // mail to spamreport@ and notspamreport@ it is reports; empty: none is taken
  std::function<bool(std::string_view client_ip)> may_report_anonymously;  // without an account; empty: nobody
  std::int64_t per_hour = 300;                                             // messages of one reporter
  training::Controller filter;

  [[nodiscard]] std::string spam_address() const { return domain.empty() ? std::string() : "spamreport@" + domain; }
  [[nodiscard]] std::string not_spam_address() const { return domain.empty() ? std::string() : "notspamreport@" + domain; }
};

struct Reporter {
  domain::Scope scope;
  std::string name;  // login, or the address that sent it in
  api::ReportVia via = api::ReportVia::Portal;
  std::string key;  // what he is known by without an account: a mail address, or the client's; empty with an account

  [[nodiscard]] std::string rate_key() const { return key.empty() ? "user " + std::to_string(scope.user_id) : "from " + key; }
};

class ReportService {
 public:
  ReportService(ReportOptions options, storage::Storage& storage, const base::Clock& clock, base::Logger& log);

  [[nodiscard]] const ReportOptions& options() const { return options_; }
  [[nodiscard]] base::Result<api::ReadReport> preview(const Reporter& reporter, std::vector<SentFile> files);
  [[nodiscard]] base::Result<api::ReportResult> report(const Reporter& reporter, api::ReportKind kind, std::vector<SentFile> files);
  // Whose scope is known by nothing but the message: the one mailbox here that it went to. Others are kept as they are, and teach nothing.
  [[nodiscard]] base::Result<api::ReportResult> report_anonymously(const std::string& client_ip, api::ReportKind kind,
                                                                   std::vector<SentFile> files);
  [[nodiscard]] base::Result<api::ReportPage> list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const;
  [[nodiscard]] base::Result<api::Report> undo(const domain::Scope& scope, const api::ReportId& id);

  // Lessons whose time has come; answers how many were looked at.
  [[nodiscard]] base::Result<std::int64_t> teach_due();

 private:
  [[nodiscard]] base::Result<void> charge(ReportRate& rate, const Reporter& reporter, std::size_t count);
  [[nodiscard]] base::Result<api::Report> report_one(const Reporter& reporter, api::ReportKind kind, const SentMessage& message,
                                                     Reading reading);
  [[nodiscard]] base::Result<bool> pause_entry(const Reporter& reporter, const api::Report& report);
  // With `teaching_` held.
  [[nodiscard]] base::Result<std::string> teach(const storage::DueLesson& lesson, const std::string* bytes);
  [[nodiscard]] training::Taught ask_filter(const storage::DueLesson& lesson, const std::string& bytes);

  ReportOptions options_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  ReportReader reader_;
  ReportRate reports_;
  ReportRate previews_;
  std::mutex teaching_;           // one lesson after another, so that an undo comes after what it undoes
  base::MonoTime filter_down_{};  // when it last did not answer; 0: it did
};

}  // namespace pratique::reports
