// Reports: a person says that a message is spam, phishing or wanted, and learns what came of it.
//   POST /v1/reports/preview?name=              reads the body, keeps nothing → ReadReport
//   POST /v1/reports?kind=spam|phish|not_spam&via=portal|bookmarklet&name=   reads it again and acts → ReportResult
//   GET  /v1/reports?offset=&limit=             the caller's own, newest first → ReportPage
//   POST /v1/reports/{id}/undo                  → Report; 409 when undone before
// Body of both POSTs: the bytes of one file (.eml, .msg, .mbox or a .zip of them; what it is, its bytes say; `name` names it), or
// multipart/form-data with several such files, or application/json {"sources":[base64 of a message, …]}. At most kReportMax messages
// and kReportBytesMax bytes a call: 413 naming what was too much.
// Plain values shared by client and node; total; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/message.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

inline constexpr std::size_t kReportMax = 25;                          // messages a call
inline constexpr std::size_t kReportBytesMax = std::size_t{30} << 20;  // a message, and a file

enum class ReportKind : std::uint8_t { Spam, Phish, NotSpam };             // wire: spam, phish, not_spam
enum class ReportVia : std::uint8_t { Portal, Bookmarklet, AddOn, Mail };  // wire: portal, bookmarklet, add_on, mail
enum class ReportTrace : std::uint8_t { NotOurs, Unproven, Ours };         // wire: not_ours, unproven, ours

// Why a file, or a part of it, gave no message.
inline constexpr std::array<std::string_view, 7> kReportProblems{
    "unknown_type",  // no kind of file that is read here
    "no_message",    // nothing in it looks like a message: no header field
    "empty",
    "damaged",    // begins like what it is but cannot be read to its end
    "encrypted",  // a zip with a password
    "too_large",  // over kReportBytesMax
    "too_many",   // over kReportMax: this and what follows was left out
};

// What came of it; the first six are api::kTrainingOutcomes (log_codes.hpp).
inline constexpr std::array<std::string_view, 9> kReportOutcomes{
    "learned",   "already_known", "too_short", "waiting", "refused", "no_filter",
    "not_ours",   // no Received field is ours: shown, kept in the history, teaches nothing
    "unproven",   // it says that it came through here, but no row of the log fits its text: teaches nothing
    "duplicate",  // the caller has reported the same message as the same before
};

// One message out of what was sent in, or one problem in its place.
struct ReadMessage {
  std::string name;     // of the file; within an archive "all.zip/one.eml"; may be empty
  std::string problem;  // of kReportProblems; then the fields below are empty
  Mailbox header_from;
  std::string subject;  // as in MessageSummary
  std::string snippet;
  std::optional<base::WallTime> date;  // of the header field Date
  std::string message_id;
  std::int64_t size_bytes = 0;
  std::string sha256;  // of its bytes, hex
  ReportTrace trace = ReportTrace::NotOurs;
  std::optional<MessageSummary> message;  // the row of the log, when trace is Ours and the caller may see it
  std::optional<Why> why;                 // the filter's verdict on it then: why it got through
  std::optional<ListEntry> entry;         // the allow entry that let it in, while it is there
  std::int64_t alike = 0;                 // held messages that are near copies of it, in the caller's scope
  bool operator==(const ReadMessage&) const = default;
};

struct ReadReport {
  std::vector<ReadMessage> items;
  bool operator==(const ReadReport&) const = default;
};

struct Report {
  ReportId id;
  ReportKind kind = ReportKind::Spam;
  ReportVia via = ReportVia::Portal;
  base::WallTime reported_at{};
  std::string reported_by;    // login, or the address that sent it in
  ReadMessage read;           // flat on the wire; without `why` and `alike` in the history
  std::string outcome;        // of kReportOutcomes; "waiting" changes by itself later
  bool entry_paused = false;  // reported as spam or phishing: the allow entry was paused until its owner decides
  std::optional<base::WallTime> undone_at;
  bool may_undo = false;
  bool operator==(const Report&) const = default;
};

// Item n is either reported or, with a problem, only read.
struct ReportResult {
  struct Item {
    std::optional<Report> report;
    std::optional<ReadMessage> unread;
    bool operator==(const Item&) const = default;
  };
  std::vector<Item> items;  // wire: {"report":{…}} or {"unread":{…}}
  bool operator==(const ReportResult&) const = default;
};

// The last 30 days of the caller.
struct ReportTotals {
  std::int64_t reported = 0;
  std::int64_t learned = 0;
  std::int64_t not_ours = 0;  // and unproven
  bool operator==(const ReportTotals&) const = default;
};

struct ReportPage {
  std::vector<Report> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  ReportTotals last_30_days;
  std::string spam_address;  // where mail is forwarded to as an attachment; empty: this node takes none
  std::string not_spam_address;
  bool operator==(const ReportPage&) const = default;
};

[[nodiscard]] std::string_view to_wire(ReportKind kind);
[[nodiscard]] std::string_view to_wire(ReportVia via);
[[nodiscard]] std::string_view to_wire(ReportTrace trace);
[[nodiscard]] std::optional<ReportKind> parse_report_kind(std::string_view word);
[[nodiscard]] std::optional<ReportVia> parse_report_via(std::string_view word);
[[nodiscard]] std::optional<ReportTrace> parse_report_trace(std::string_view word);
[[nodiscard]] std::string encode(const ReadReport& read);
[[nodiscard]] std::string encode(const Report& report);
[[nodiscard]] std::string encode(const ReportResult& result);
[[nodiscard]] std::string encode(const ReportPage& page);
[[nodiscard]] base::Result<ReadReport> decode_read_report(std::string_view json);
[[nodiscard]] base::Result<Report> decode_report(std::string_view json);
[[nodiscard]] base::Result<ReportResult> decode_report_result(std::string_view json);
[[nodiscard]] base::Result<ReportPage> decode_report_page(std::string_view json);

}  // namespace pratique::api
