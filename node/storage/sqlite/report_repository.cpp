#include "node/storage/sqlite/report_repository.hpp"

#include <algorithm>

#include "node/domain/address.hpp"
#include "node/domain/sender_list.hpp"
#include "node/storage/sqlite/list_rows.hpp"
#include "node/storage/sqlite/report_rows.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::int64_t kPageMax = 200;
constexpr auto kTotalsOver = std::chrono::days(30);

// Whose reports are a caller's.
EntryFilter own_reports(const domain::Scope& scope, std::string_view reporter_key) {
  EntryFilter filter{.sql = "((account_id = ? AND account_id <> 0)", .values = {scope.user_id}};
  std::vector<std::string> keys;
  if (!reporter_key.empty()) keys.emplace_back(reporter_key);
  if (scope.role == api::Role::Email) {
    for (const std::string& address : scope.addresses) keys.push_back(domain::address_key(address));
  }
  if (!keys.empty()) {
    const EntryFilter by_key = one_of("reporter_key", keys);
    filter.sql += " OR (reporter_key <> '' AND " + by_key.sql + ")";
    filter.values.insert(filter.values.end(), by_key.values.begin(), by_key.values.end());
  }
  filter.sql += ")";
  return filter;
}

base::Result<std::int64_t> count(Connection& db, const EntryFilter& own, const std::string& condition, const Values& more) {
  Values values = own.values;
  values.insert(values.end(), more.begin(), more.end());
  return db.integer("SELECT count(*) FROM report WHERE " + own.sql + " AND " + condition, values);
}

base::Result<api::ReportTotals> totals(Connection& db, const EntryFilter& own, base::WallTime now) {
  api::ReportTotals out;
  const Value since = value_of(base::WallTime(now - kTotalsOver));
  TRY(out.reported, count(db, own, "reported_at >= ?", {since}));
  TRY(out.learned, count(db, own, "reported_at >= ? AND undone_at IS NULL AND outcome = ?", {since, outcome_code("learned")}));
  TRY(out.not_ours, count(db, own, "reported_at >= ? AND trace <> ?", {since, code_of(api::ReportTrace::Ours)}));
  return out;
}

base::Result<StoredReport> own_report(Connection& db, const domain::Scope& scope, const api::ReportId& id) {
  EntryFilter own = own_reports(scope, {});
  own.values.emplace_back(row_of(id));
  TRY(auto found, load_reports(db, scope, own.sql + " AND id = ?", own.values));
  if (found.empty()) return fail(ErrorCode::NotFound, "This report is not there");
  return std::move(found.front());
}

base::Result<std::int64_t> blob_of(Connection& db, const std::string& sha256) {
  if (sha256.empty()) return kNoBlob;
  return find_or_add(db, "SELECT id FROM blob WHERE sha256 = ?", "INSERT INTO blob(sha256) VALUES (?)", {sha256}, {sha256});
}

Lesson opposite(Lesson lesson) {
  return lesson == Lesson::Spam ? Lesson::NotSpam : Lesson::Spam;
}

Lesson lesson_of(api::ReportKind kind) {
  return kind == api::ReportKind::NotSpam ? Lesson::NotSpam : Lesson::Spam;
}

}  // namespace

base::Result<std::optional<api::Report>> SqliteReportRepository::earlier(const domain::Scope& scope, std::string_view reporter_key,
                                                                         const api::Report& report) const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<api::Report>> {
    EntryFilter own = own_reports(scope, reporter_key);
    own.sql += " AND kind = ? AND undone_at IS NULL AND trace >= ? AND (sha256 = ? OR (message_id <> '' AND message_id = ?))";
    static_assert(static_cast<int>(api::ReportTrace::NotOurs) == 0 && static_cast<int>(api::ReportTrace::Unproven) == 1 &&
                  static_cast<int>(api::ReportTrace::Ours) == 2);
    // Of what is not proven anybody may have chosen the Message-ID.
    const std::string by_id = report.read.trace == api::ReportTrace::Ours ? report.read.message_id : std::string();
    own.values.insert(own.values.end(), {code_of(report.kind), code_of(report.read.trace), report.read.sha256, by_id});
    TRY(auto found, load_reports(db, scope, own.sql + " ORDER BY id DESC LIMIT 1", own.values));
    if (found.empty()) return std::nullopt;
    return std::move(found.front().report);
  });
}

base::Result<api::Report> SqliteReportRepository::add(const domain::Scope& scope, const NewReport& wanted) {
  return database_.write([&](Writing& writing) -> base::Result<api::Report> {
    Connection& db = writing.db;
    const api::Report& r = wanted.report;
    TRY(const std::int64_t blob, blob_of(db, wanted.blob_sha256));
    TRY_VOID(db.run(
        "INSERT INTO report(account_id, reporter_key, reported_by, kind, via, reported_at, name, from_name, from_address, subject, snippet,"
        " date, message_id, size_bytes, sha256, trace, delivery_id, mailbox, outcome, entry_id, entry_paused, undone_at, blob_id, lesson,"
        " attempts, next_try_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,?,?,0,?)",
        {scope.user_id,
         wanted.reporter_key,
         r.reported_by,
         code_of(r.kind),
         code_of(r.via),
         value_of(r.reported_at),
         r.read.name,
         r.read.header_from.name,
         r.read.header_from.address,
         r.read.subject,
         r.read.snippet,
         value_of(r.read.date),
         r.read.message_id,
         r.read.size_bytes,
         r.read.sha256,
         code_of(r.read.trace),
         r.read.message ? Value(row_of(r.read.message->id)) : Value{},
         wanted.mailbox,
         outcome_code(r.outcome),
         r.read.entry ? row_of(r.read.entry->id) : std::int64_t{0},
         value_of(r.entry_paused),
         blob,
         code_of(wanted.lesson),
         value_of(wanted.next_try_at)}));
    TRY(auto added, load_reports(db, scope, "id = ?", {db.last_id()}));
    if (added.empty()) return fail(ErrorCode::Internal, "A report vanished while it was added");
    return std::move(added.front().report);
  });
}

base::Result<api::ReportPage> SqliteReportRepository::list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit,
                                                           base::WallTime now) const {
  return database_.read([&](Connection& db) -> base::Result<api::ReportPage> {
    EntryFilter own = own_reports(scope, {});
    api::ReportPage page;
    TRY(page.total, count(db, own, "1", {}));
    TRY(page.last_30_days, totals(db, own, now));
    page.offset = std::clamp<std::int64_t>(offset, 0, page.total);
    own.values.emplace_back(std::clamp<std::int64_t>(limit, 1, kPageMax));
    own.values.emplace_back(page.offset);
    TRY(auto found, load_reports(db, scope, own.sql + " ORDER BY id DESC LIMIT ? OFFSET ?", own.values));
    for (StoredReport& one : found) page.items.push_back(std::move(one.report));
    return page;
  });
}

base::Result<api::Report> SqliteReportRepository::find(const domain::Scope& scope, const api::ReportId& id) const {
  return database_.read([&](Connection& db) -> base::Result<api::Report> {
    TRY(StoredReport found, own_report(db, scope, id));
    return std::move(found.report);
  });
}

base::Result<DueLesson> SqliteReportRepository::undo(const domain::Scope& scope, const api::ReportId& id, base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<DueLesson> {
    TRY(const StoredReport found, own_report(writing.db, scope, id));
    if (found.report.undone_at) return fail(ErrorCode::Conflict, "This report has been undone already");
    if (!found.report.may_undo) return fail(ErrorCode::Refused, "This report changed nothing that could be undone now");
    DueLesson due{.id = found.report.id,
                  .lesson = Lesson::None,
                  .mailbox = found.mailbox,
                  .blob_sha256 = found.blob_sha256,
                  .attempts = 0,
                  .is_undo = true};
    // What was known before this report stays known.
    if (found.report.outcome == "learned" && !found.blob_sha256.empty()) due.lesson = opposite(lesson_of(found.report.kind));
    TRY_VOID(writing.db.run("UPDATE report SET undone_at = ?, lesson = ?, attempts = 0, next_try_at = ? WHERE id = ?",
                            {value_of(at), code_of(due.lesson), due.lesson == Lesson::None ? Value{} : value_of(at), row_of(id)}));
    return due;
  });
}

base::Result<void> SqliteReportRepository::set_entry_paused(const api::ReportId& id, bool is_paused) {
  return database_.write([&](Writing& writing) {
    return writing.db.run("UPDATE report SET entry_paused = ? WHERE id = ?", {value_of(is_paused), row_of(id)});
  });
}

}  // namespace pratique::storage::sqlite
