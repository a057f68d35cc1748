#include "node/reports/report_service.hpp"

#include <algorithm>
#include <utility>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"

namespace pratique::reports {
namespace {

using api::ReportKind;
using api::ReportTrace;
using base::ErrorCode;
using storage::Lesson;

constexpr std::int64_t kPreviewsPerReport = 4;
constexpr std::chrono::seconds kPatience{8};  // of a person who waits for the outcome
constexpr base::MonoTime kSilence{1'000};
constexpr base::MonoTime kFilterStaysDown{10'000};   // so long nobody else waits for it
constexpr std::chrono::minutes kUntilTaughtHere{2};  // then the lesson is taken up again, should this process have died
constexpr std::int64_t kDueAtOnce = 20;
constexpr std::int64_t kTriesMax = 200;  // a week and more
constexpr std::chrono::hours kLongestWait{1};

Lesson lesson_of(ReportKind kind) {
  return kind == ReportKind::NotSpam ? Lesson::NotSpam : Lesson::Spam;
}

// Who may change what everybody's mail is judged by: docs/decisions/0027-who-teaches-which-classifier.md.
std::string classifier_of(const domain::Scope& scope, const std::string& recipient) {
  return scope.role == api::Role::SuperAdmin || scope.role == api::Role::Admin ? std::string() : recipient;
}

std::chrono::milliseconds wait_after(std::int64_t attempts) {
  const auto minutes = std::int64_t{1} << std::clamp<std::int64_t>(attempts, 0, 6);
  return std::min<std::chrono::milliseconds>(std::chrono::minutes(minutes), kLongestWait);
}

}  // namespace

ReportService::ReportService(ReportOptions options, storage::Storage& storage, const base::Clock& clock, base::Logger& log)
    : options_(std::move(options)),
      storage_(storage),
      clock_(clock),
      log_(log),
      reader_(options_.host_name, storage, clock),
      reports_(options_.per_hour, clock),
      previews_(options_.per_hour * kPreviewsPerReport, clock) {
  options_.filter.timeout = std::min<std::chrono::seconds>(options_.filter.timeout, kPatience);
}

base::Result<void> ReportService::charge(ReportRate& rate, const Reporter& reporter, std::size_t count) {
  const std::int64_t wait_secs = rate.charge(reporter.rate_key(), std::max<std::int64_t>(1, static_cast<std::int64_t>(count)));
  if (wait_secs == 0) return {};
  log_.warning("reports_throttled", {{"reporter", reporter.name}, {"wait_secs", wait_secs}});
  base::Error error{.code = ErrorCode::Throttled,
                    .message = "At most " + std::to_string(options_.per_hour) + " messages an hour can be reported. Wait a little"};
  error.retry_after_secs = wait_secs;
  return std::unexpected(std::move(error));
}

base::Result<api::ReadReport> ReportService::preview(const Reporter& reporter, std::vector<SentFile> files) {
  const auto messages = read_files(std::move(files));
  TRY_VOID(charge(previews_, reporter, messages.size()));
  api::ReadReport out;
  for (const SentMessage& message : messages) {
    TRY(Reading reading, reader_.read(reporter.scope, message));
    out.items.push_back(std::move(reading.read));
  }
  return out;
}

base::Result<api::ReportResult> ReportService::report(const Reporter& reporter, ReportKind kind, std::vector<SentFile> files) {
  const auto messages = read_files(std::move(files));
  TRY_VOID(charge(reports_, reporter, messages.size()));
  api::ReportResult out;
  for (const SentMessage& message : messages) {
    TRY(Reading reading, reader_.read(reporter.scope, message));
    if (!message.problem.empty()) {
      out.items.push_back({.report = std::nullopt, .unread = std::move(reading.read)});
      continue;
    }
    TRY(api::Report one, report_one(reporter, kind, message, std::move(reading)));
    out.items.push_back({.report = std::move(one), .unread = std::nullopt});
  }
  return out;
}

base::Result<api::ReportResult> ReportService::report_anonymously(const std::string& client_ip, ReportKind kind,
                                                                  std::vector<SentFile> files) {
  Reporter reporter{.scope = {}, .name = client_ip, .via = api::ReportVia::AddOn, .key = client_ip};
  reporter.scope.actor = client_ip;
  const auto messages = read_files(std::move(files));
  TRY_VOID(charge(reports_, reporter, messages.size()));
  api::ReportResult out;
  for (const SentMessage& message : messages) {
    if (!message.problem.empty()) {
      out.items.push_back({.report = std::nullopt, .unread = api::ReadMessage{.name = message.name, .problem = message.problem}});
      continue;
    }
    TRY(const std::string recipient, reader_.sole_recipient(message));
    // It is in the history of the mailbox that it speaks for: its owner can undo it.
    reporter.key = recipient.empty() ? client_ip : domain::address_key(recipient);
    reporter.scope.addresses = recipient.empty() ? std::vector<std::string>() : std::vector{recipient};
    TRY(Reading reading, reader_.read(reporter.scope, message));
    TRY(api::Report one, report_one(reporter, kind, message, std::move(reading)));
    out.items.push_back({.report = std::move(one), .unread = std::nullopt});
  }
  return out;
}

// An answer tells all that was read; what is kept is less.
base::Result<api::Report> ReportService::report_one(const Reporter& reporter, ReportKind kind, const SentMessage& message,
                                                    Reading reading) {
  const base::WallTime now = clock_.wall_now();
  storage::NewReport wanted;
  api::Report& report = wanted.report;
  report.kind = kind;
  report.via = reporter.via;
  report.reported_at = now;
  report.reported_by = reporter.name;
  report.read = reading.read;
  TRY(auto earlier, storage_.reports().earlier(reporter.scope, reporter.key, report));
  if (earlier) {
    earlier->outcome = "duplicate";
    earlier->read = std::move(reading.read);
    return *std::move(earlier);
  }
  wanted.reporter_key = reporter.key;
  report.outcome = reading.read.trace == ReportTrace::NotOurs ? "not_ours" : "unproven";
  if (reading.read.trace == ReportTrace::Ours) {
    report.outcome = "waiting";
    wanted.mailbox = classifier_of(reporter.scope, reading.recipient);
    wanted.blob_sha256 = reading.blob_sha256;
    if (wanted.blob_sha256.empty()) {
      TRY(wanted.blob_sha256, storage_.blobs().put(reading.lesson));
    }
    wanted.lesson = lesson_of(kind);
    wanted.next_try_at = now + kUntilTaughtHere;
    TRY(report.entry_paused, pause_entry(reporter, report));
    if (report.entry_paused) reading.read.entry->entry.paused = true;
  }
  const std::lock_guard lock(teaching_);
  TRY(api::Report added, storage_.reports().add(reporter.scope, wanted));
  if (wanted.lesson != Lesson::None) {
    const storage::DueLesson due{.id = added.id, .lesson = wanted.lesson, .mailbox = wanted.mailbox, .blob_sha256 = wanted.blob_sha256};
    TRY(const std::string outcome, teach(due, &reading.lesson));
    TRY(added, storage_.reports().find(reporter.scope, added.id).or_else([&](const base::Error&) -> base::Result<api::Report> {
      added.outcome = outcome;  // a reporter without an account has no history
      return added;
    }));
  }
  log_.info("reported", {{"report", added.id.value},
                         {"by", reporter.name},
                         {"kind", api::to_wire(kind)},
                         {"via", api::to_wire(reporter.via)},
                         {"trace", api::to_wire(reading.read.trace)},
                         {"outcome", added.outcome},
                         {"size_bytes", static_cast<std::int64_t>(message.bytes.size())},
                         {"entry_paused", std::int64_t{added.entry_paused ? 1 : 0}}});
  added.read = std::move(reading.read);
  return added;
}

base::Result<bool> ReportService::pause_entry(const Reporter& reporter, const api::Report& report) {
  const auto& entry = report.read.entry;
  if (report.kind == ReportKind::NotSpam || !entry || !entry->may_change || entry->entry.paused) return false;
  const auto paused = storage_.lists().set_paused(reporter.scope, api::ListKind::Allow, entry->id, true);
  if (!paused && paused.error().code == ErrorCode::Unavailable) return std::unexpected(paused.error());
  return paused.has_value();
}

base::Result<api::ReportPage> ReportService::list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const {
  TRY(api::ReportPage page, storage_.reports().list(scope, offset, limit, clock_.wall_now()));
  page.spam_address = options_.spam_address();
  page.not_spam_address = options_.not_spam_address();
  return page;
}

base::Result<api::Report> ReportService::undo(const domain::Scope& scope, const api::ReportId& id) {
  const std::lock_guard lock(teaching_);
  TRY(const storage::DueLesson due, storage_.reports().undo(scope, id, clock_.wall_now()));
  TRY(const api::Report before, storage_.reports().find(scope, id));
  if (before.entry_paused) {
    // It may be gone, or somebody else's by now: then it stays as it is.
    if (before.read.entry && before.read.entry->entry.paused)
      (void)storage_.lists().set_paused(scope, api::ListKind::Allow, before.read.entry->id, false);
    TRY_VOID(storage_.reports().set_entry_paused(id, false));
  }
  if (due.lesson != Lesson::None) TRY_VOID(teach(due, nullptr).transform([](const std::string&) {}));
  log_.info("report_undone", {{"report", id.value}, {"by", scope.actor}});
  return storage_.reports().find(scope, id);
}

training::Taught ReportService::ask_filter(const storage::DueLesson& lesson, const std::string& bytes) {
  if (filter_down_ != base::MonoTime{} && clock_.mono_now() - filter_down_ < kFilterStaysDown)
    return {"waiting", "it did not answer just now"};
  const base::MonoTime started = clock_.mono_now();
  const auto taught = training::teach(options_.filter, lesson.lesson == Lesson::Spam ? training::Lesson::Spam : training::Lesson::NotSpam,
                                      bytes, lesson.mailbox);
  // Only one that is silent makes people wait; a refused connection is no time.
  const bool is_silent = taught.outcome == "waiting" && clock_.mono_now() - started > kSilence;
  filter_down_ = is_silent ? clock_.mono_now() : base::MonoTime{};
  return taught;
}

base::Result<std::string> ReportService::teach(const storage::DueLesson& lesson, const std::string* bytes) {
  training::Taught result{"refused", "what was reported is not kept any more"};
  if (bytes != nullptr) {
    result = ask_filter(lesson, *bytes);
  } else if (auto kept = storage_.blobs().get(lesson.blob_sha256); kept) {
    result = ask_filter(lesson, *kept);
  } else if (kept.error().code == ErrorCode::Unavailable) {
    return std::unexpected(std::move(kept).error());
  }
  const base::WallTime now = clock_.wall_now();
  storage::Taught taught{.outcome = std::string(result.outcome),
                         .trail_kind = lesson.lesson == Lesson::Spam ? "taught_spam" : "taught_not_spam",
                         .actor = {},
                         .at = now,
                         .next_try_at = std::nullopt};
  if (taught.outcome == "waiting" && lesson.attempts < kTriesMax)
    taught.next_try_at = now + wait_after(lesson.attempts);
  else if (taught.outcome == "waiting")
    taught.outcome = "refused";
  if (taught.outcome == "refused" || taught.outcome == "waiting")
    log_.warning("report_not_taught", {{"report", lesson.id.value}, {"outcome", taught.outcome}, {"detail", result.detail}});
  TRY_VOID(storage_.reports().taught(lesson, taught));
  return taught.outcome;
}

base::Result<std::int64_t> ReportService::teach_due() {
  std::int64_t looked_at = 0;
  while (looked_at < kDueAtOnce) {
    const std::lock_guard lock(teaching_);  // one at a time: the next may be undone meanwhile
    TRY(const auto due, storage_.reports().due(clock_.wall_now(), 1));
    if (due.empty()) break;
    ++looked_at;
    TRY_VOID(teach(due.front(), nullptr).transform([](const std::string&) {}));
  }
  return looked_at;
}

}  // namespace pratique::reports
