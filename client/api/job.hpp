// An action on messages is a job: recorded, then run, with a result per item and a way back.
// Release waits `undo_window_secs` before it leaves (state Waiting, `runs_at`); remove runs at once and can be undone until retention ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

// wire: release, remove, mark_seen, mark_unseen, release_allow, remove_block, release_train, train_spam, train_not_spam.
// Stored as numbers: append only.
enum class Action : std::uint8_t {
  Release,
  Remove,
  MarkSeen,
  MarkUnseen,
  ReleaseAllow,
  RemoveBlock,
  ReleaseTrain,
  TrainSpam,
  TrainNotSpam
};

// Of the messages themselves, whatever the action does to the lists.
[[nodiscard]] constexpr bool is_release(Action action) {
  return action == Action::Release || action == Action::ReleaseAllow || action == Action::ReleaseTrain;
}
[[nodiscard]] constexpr bool is_removal(Action action) {
  return action == Action::Remove || action == Action::RemoveBlock;
}
// Teaches the filter from the message's bytes; the message itself stays as it is, except that release_train lets it in.
[[nodiscard]] constexpr bool is_training(Action action) {
  return action == Action::ReleaseTrain || action == Action::TrainSpam || action == Action::TrainNotSpam;
}

enum class JobState : std::uint8_t { Waiting, Running, Done, Undone, Cancelled, Undoing };

enum class ItemState : std::uint8_t {
  Waiting,   // not begun
  Retrying,  // the destination answered 4xx or could not be reached; `reply` says what, `next_try_at` when
  Done,
  Failed,   // for good: `reply` says why
  Skipped,  // its state no longer allowed it (acted on elsewhere)
  Undone,
};

// With release_allow and remove_block: what is entered for the header From of each message. Undo takes the entries away again.
struct ListWish {
  enum class Sender : std::uint8_t { Address, Domain };  // wire: address, domain
  enum class Reach : std::uint8_t {
    Mailbox,
    Domain
  };  // for the recipient, or (not for e-mail users) for his domain; wire: mailbox, domain
  Sender sender = Sender::Address;
  Reach reach = Reach::Mailbox;
  std::string note;
  std::optional<base::WallTime> expires_at;
  bool operator==(const ListWish&) const = default;
};

struct ActionRequest {
  Action action = Action::Release;
  std::vector<MessageId> ids;        // 1 to 1,000, or
  std::optional<std::string> query;  // every message that matches
  std::vector<MessageId> except;     // with query only; at most 1,000
  std::optional<ListWish> list;      // with release_allow and remove_block only; absent = the default one
  bool operator==(const ActionRequest&) const = default;
};

struct JobItem {
  MessageId message_id;
  ItemState state = ItemState::Waiting;
  std::string reply;  // the destination's or our reason; with training, of kTrainingOutcomes (log_codes.hpp)
  std::optional<base::WallTime> next_try_at;
  bool operator==(const JobItem&) const = default;
};

// What a job acts on is fixed when it is created: a query is answered once, mail that comes later is not touched.
struct Job {
  JobId id;
  Action action = Action::Release;
  JobState state = JobState::Waiting;
  base::WallTime created_at{};
  std::optional<base::WallTime> runs_at;     // release: when it leaves
  std::optional<base::WallTime> undo_until;  // absent: no longer undoable
  std::int64_t total = 0;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t undone = 0;
  std::string actor;                 // login
  std::optional<std::string> query;  // as asked, when it acts on all that match
  std::int64_t entries_added = 0;    // to the allow or block list
  std::vector<JobItem> items;        // the first 1,000; none in a JobPage and in events of larger jobs
  bool operator==(const Job&) const = default;
};

// GET /v1/jobs?offset=&limit=: the caller's own actions, newest first, for the history.
struct JobPage {
  std::vector<Job> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const JobPage&) const = default;
};

// GET /v1/jobs/{id}/items?state=failed&offset=&limit=: every item, in the order in which they were found.
struct JobItemPage {
  std::vector<JobItem> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const JobItemPage&) const = default;
};

[[nodiscard]] std::string_view to_wire(Action action);
[[nodiscard]] std::string_view to_wire(JobState state);
[[nodiscard]] std::string_view to_wire(ItemState state);
[[nodiscard]] std::optional<Action> parse_action(std::string_view word);
[[nodiscard]] std::optional<JobState> parse_job_state(std::string_view word);
[[nodiscard]] std::optional<ItemState> parse_item_state(std::string_view word);
[[nodiscard]] std::string encode(const ActionRequest& request);
[[nodiscard]] std::string encode(const ListWish& wish);  // as it stands in an ActionRequest; the node keeps it with the job
[[nodiscard]] std::string encode(const Job& job);
[[nodiscard]] std::string encode(const JobPage& page);
[[nodiscard]] std::string encode(const JobItemPage& page);
[[nodiscard]] base::Result<JobPage> decode_job_page(std::string_view json);
[[nodiscard]] base::Result<JobItemPage> decode_job_item_page(std::string_view json);
[[nodiscard]] base::Result<ActionRequest> decode_action_request(std::string_view json);
[[nodiscard]] base::Result<ListWish> decode_list_wish(std::string_view json);
[[nodiscard]] base::Result<Job> decode_job(std::string_view json);

}  // namespace pratique::api
