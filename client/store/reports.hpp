// Reports of spam as the screen knows them: files on their way to the node, what came of those just reported, and the reader's own history.
// Changed only by flows/report_flow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/api/report.hpp"
#include "client/base/error.hpp"
#include "client/store/remote.hpp"

namespace pratique::store {

// One file, read by the node before the reader sends it.
struct ReportFile {
  enum class Step : std::uint8_t {
    Waiting,  // to be read
    Reading,
    Read,    // the reader may send it now
    Queued,  // to be sent
    Sending,
    Failed,  // `error` says why; can be tried again
  };
  std::uint32_t id = 0;  // of ports::GivenFile
  std::string name;
  std::int64_t size_bytes = 0;
  Step step = Step::Waiting;
  api::ReportKind kind = api::ReportKind::Spam;  // from Queued on
  std::string key;                               // idempotency key, from Queued on
  std::optional<api::ReadReport> read;           // what the node found in it
  std::optional<base::Error> error;
  bool operator==(const ReportFile&) const = default;
};

// Of the allow entry that let a reported message in.
enum class EntryFate : std::uint8_t { Undecided, Kept, Deleted };

struct Reported {
  api::ReportResult::Item item;
  std::int64_t batch = 0;  // what was sent together
  bool busy = false;       // its undo, or the decision about its entry, is under way
  EntryFate entry = EntryFate::Undecided;
  std::optional<base::Error> error;  // of the newest undo or decision
  bool operator==(const Reported&) const = default;
};

struct Reports {
  api::ReportKind kind = api::ReportKind::Spam;  // of what is sent next
  std::vector<ReportFile> files;                 // as they were given
  std::int64_t given = 0;                        // files, ever
  std::int64_t left_out = 0;                     // of those given last, because there were too many
  std::optional<int> dragged;                    // held over the page now; 0: nobody knows how many
  bool held_back = false;                        // the node asked to wait; it goes on by itself
  std::vector<Reported> just;                    // reported in this session, newest batch first
  Remote<api::ReportPage> page;                  // the history: the first ones of `total`
  bool asking_more = false;
  bool operator==(const Reports&) const = default;
};
inline constexpr std::size_t kJustReported = 200;  // older ones are in the history

[[nodiscard]] inline bool may_undo(const Reported& reported) {
  return reported.item.report && reported.item.report->may_undo && !reported.item.report->undone_at && !reported.busy;
}
// The messages in it that can be reported; the rest are problems.
[[nodiscard]] std::int64_t message_count(const ReportFile& file);
[[nodiscard]] bool is_sending(const Reports& reports);

}  // namespace pratique::store
