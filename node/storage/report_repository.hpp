// Reports of people, what proves them, and the lessons that come of them. Any thread; every call is one transaction. A report is its
// reporter's: his account's, or sent in by mail from one of his addresses; for everybody else it is NotFound.
// Errors: NotFound, Conflict (undone before), Unavailable, Internal.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/report.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

inline constexpr std::chrono::days kReportUndoable{30};  // so long what a report taught is kept, to teach the opposite

// A delivery of one queue id. At least one of the hashes is what a report is held against; both may be empty.
struct TracedDelivery {
  api::MessageId message;
  std::string recipient;
  std::string body_sha256;  // as the filter's event said
  std::string blob_sha256;  // of the stored message
};

enum class Lesson : std::uint8_t { None, Spam, NotSpam };

struct NewReport {
  api::Report report;        // id is ignored; `read.message` and `read.entry` are kept by their ids, `why` and `alike` not at all
  std::string reporter_key;  // with an account: empty
  std::string mailbox;       // whose classifier; empty: the one for all
  std::string blob_sha256;   // what is taught; durable before the call; empty: nothing is
  Lesson lesson = Lesson::None;
  std::optional<base::WallTime> next_try_at;
};

struct DueLesson {
  api::ReportId id;
  Lesson lesson = Lesson::None;
  std::string mailbox;
  std::string blob_sha256;
  std::int64_t attempts = 0;
  bool is_undo = false;
};

struct Taught {            // what came of a lesson
  std::string outcome;     // of api::kReportOutcomes
  std::string trail_kind;  // for the message's trail; empty: nothing is to be told
  std::string actor;
  base::WallTime at{};
  std::optional<base::WallTime> next_try_at;  // absent: it is over
};

class ReportRepository {
 public:
  virtual ~ReportRepository() = default;
  // Deliveries in scope that went through the mail server under this queue id; at most 200.
  [[nodiscard]] virtual base::Result<std::vector<TracedDelivery>> trace(const domain::Scope& scope, std::string_view queue_id) const = 0;
  // The node's own, for reports without an account: whose a message is that went to one mailbox here only; nothing when to several.
  [[nodiscard]] virtual base::Result<std::optional<std::string>> sole_recipient(std::string_view queue_id) const = 0;
  // Held messages in scope that are near copies (domain/near_copy.hpp) of a text from this organisational domain, less `except`.
  [[nodiscard]] virtual base::Result<std::int64_t> alike(const domain::Scope& scope, std::string_view signature,
                                                         std::string_view sender_organisation, std::span<const std::string> domains,
                                                         const std::optional<api::MessageId>& except, base::WallTime at) const = 0;

  // The reporter's own report of the same message (bytes; when it is proven, also Message-ID) as the same kind that is not undone and was
  // not believed less.
  [[nodiscard]] virtual base::Result<std::optional<api::Report>> earlier(const domain::Scope& scope, std::string_view reporter_key,
                                                                         const api::Report& report) const = 0;
  [[nodiscard]] virtual base::Result<api::Report> add(const domain::Scope& scope, const NewReport& report) = 0;
  // Newest first; addresses of the page are left empty.
  [[nodiscard]] virtual base::Result<api::ReportPage> list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit,
                                                           base::WallTime now) const = 0;
  [[nodiscard]] virtual base::Result<api::Report> find(const domain::Scope& scope, const api::ReportId& id) const = 0;
  // Conflict: undone before. Refused: nothing is left to undo. A lesson that was learned becomes its opposite, due at once; one that still
  // waits is dropped. The caller resumes the entry.
  [[nodiscard]] virtual base::Result<DueLesson> undo(const domain::Scope& scope, const api::ReportId& id, base::WallTime at) = 0;
  [[nodiscard]] virtual base::Result<void> set_entry_paused(const api::ReportId& id, bool is_paused) = 0;

  [[nodiscard]] virtual base::Result<std::vector<DueLesson>> due(base::WallTime at, std::int64_t limit) const = 0;
  // Nothing happens when the report asks for another lesson by now.
  [[nodiscard]] virtual base::Result<void> taught(const DueLesson& lesson, const Taught& result) = 0;

  // Bytes of reports from before `bytes_before`, reports and body hashes from before `rows_before`. Answers how many rows changed.
  [[nodiscard]] virtual base::Result<std::int64_t> forget(base::WallTime bytes_before, base::WallTime rows_before, std::int64_t limit) = 0;
};

}  // namespace pratique::storage
