#include "node/storage/sqlite/report_rows.hpp"

#include <algorithm>

#include "node/domain/sender_list.hpp"
#include "node/storage/sqlite/list_rows.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

// On people's disks: new ones go to the end.
static_assert(api::kReportOutcomes[0] == "learned" && api::kReportOutcomes[5] == "no_filter" && api::kReportOutcomes[8] == "duplicate");
static_assert(static_cast<int>(api::ReportKind::Spam) == 0 && static_cast<int>(api::ReportKind::NotSpam) == 2);
static_assert(static_cast<int>(api::ReportVia::Portal) == 0 && static_cast<int>(api::ReportVia::Mail) == 3);
static_assert(static_cast<int>(Lesson::None) == 0 && static_cast<int>(Lesson::NotSpam) == 2);

std::string outcome_of(std::int64_t code) {
  const auto place = static_cast<std::size_t>(code);
  return place < api::kReportOutcomes.size() ? std::string(api::kReportOutcomes[place]) : "refused";
}

bool may_undo(const StoredReport& stored) {
  const api::Report& report = stored.report;
  if (report.undone_at) return false;
  const bool has_lesson = !stored.blob_sha256.empty() && (report.outcome == "learned" || report.outcome == "waiting");
  return has_lesson || report.entry_paused;
}

struct Pointers {
  std::int64_t delivery = 0;
  std::int64_t entry = 0;
};

base::Result<void> follow(Connection& db, const domain::Scope& scope, const ScopeFilter& filter, const Pointers& to,
                          api::ReadMessage& read) {
  if (to.delivery != 0) {
    auto summary = load_summary(db, filter, to.delivery);
    if (!summary && summary.error().code != base::ErrorCode::NotFound) return std::unexpected(std::move(summary).error());
    if (summary) read.message = *std::move(summary);
  }
  if (to.entry == 0) return {};
  EntryFilter seen = entries_seen_by(scope);
  seen.values.emplace_back(to.entry);
  TRY(auto entries, load_entries(db, seen.sql + " AND id = ?", seen.values));
  if (entries.empty()) return {};
  read.entry = std::move(entries.front().entry);
  read.entry->may_change = domain::list_right(scope, read.entry->entry.applies_to) == domain::ListRight::Change;
  return {};
}

}  // namespace

Value outcome_code(std::string_view outcome) {
  const auto known = std::ranges::find(api::kReportOutcomes, outcome);
  return static_cast<std::int64_t>(known - api::kReportOutcomes.begin());
}

base::Result<std::vector<StoredReport>> load_reports(Connection& db, const domain::Scope& scope, std::string_view condition,
                                                     const Values& values) {
  std::vector<StoredReport> out;
  std::vector<Pointers> pointers;
  {
    TRY(Rows rows,
        db.query("SELECT id, kind, via, reported_at, reported_by, name, from_name, from_address, subject, snippet, date, message_id,"
                 " size_bytes, sha256, trace, delivery_id, mailbox, outcome, entry_id, entry_paused, undone_at,"
                 " (SELECT sha256 FROM blob WHERE blob.id = blob_id) FROM report WHERE " +
                     std::string(condition),
                 values));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      StoredReport one;
      api::Report& report = one.report;
      report.id = report_id_of(rows.integer(0));
      report.kind = enum_of<api::ReportKind>(rows.integer(1));
      report.via = enum_of<api::ReportVia>(rows.integer(2));
      report.reported_at = rows.time(3);
      report.reported_by = rows.text(4);
      report.read.name = rows.text(5);
      report.read.header_from = {rows.text(6), rows.text(7)};
      report.read.subject = rows.text(8);
      report.read.snippet = rows.text(9);
      report.read.date = rows.optional_time(10);
      report.read.message_id = rows.text(11);
      report.read.size_bytes = rows.integer(12);
      report.read.sha256 = rows.text(13);
      report.read.trace = enum_of<api::ReportTrace>(rows.integer(14));
      one.mailbox = rows.text(16);
      report.outcome = outcome_of(rows.integer(17));
      report.entry_paused = rows.flag(19);
      report.undone_at = rows.optional_time(20);
      one.blob_sha256 = rows.text(21);
      report.may_undo = may_undo(one);
      pointers.push_back({rows.is_null(15) ? 0 : rows.integer(15), rows.integer(18)});
      out.push_back(std::move(one));
    }
  }
  if (out.empty()) return out;
  TRY(const ScopeFilter filter, resolve(db, scope));
  for (std::size_t i = 0; i < out.size(); ++i) TRY_VOID(follow(db, scope, filter, pointers[i], out[i].report.read));
  return out;
}

}  // namespace pratique::storage::sqlite
