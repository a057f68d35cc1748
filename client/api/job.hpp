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

enum class Action : std::uint8_t { Release, Remove, MarkSeen, MarkUnseen };  // wire: release, remove, mark_seen, mark_unseen

enum class JobState : std::uint8_t { Waiting, Running, Done, Undone, Cancelled };

enum class ItemState : std::uint8_t {
  Waiting,   // not begun
  Retrying,  // the destination answered 4xx or could not be reached; `reply` says what, `next_try_at` when
  Done,
  Failed,   // for good: `reply` says why
  Skipped,  // its state no longer allowed it (acted on elsewhere)
  Undone,
};

struct ActionRequest {
  Action action = Action::Release;
  std::vector<MessageId> ids;        // 1 to 1,000, or
  std::optional<std::string> query;  // every message that matches
  std::vector<MessageId> except;     // with query only
  bool operator==(const ActionRequest&) const = default;
};

struct JobItem {
  MessageId message_id;
  ItemState state = ItemState::Waiting;
  std::string reply;  // the destination's or our reason
  std::optional<base::WallTime> next_try_at;
  bool operator==(const JobItem&) const = default;
};

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
  std::vector<JobItem> items;  // the first 1,000
  bool operator==(const Job&) const = default;
};

[[nodiscard]] std::string_view to_wire(Action action);
[[nodiscard]] std::string_view to_wire(JobState state);
[[nodiscard]] std::string_view to_wire(ItemState state);
[[nodiscard]] std::optional<Action> parse_action(std::string_view word);
[[nodiscard]] std::optional<JobState> parse_job_state(std::string_view word);
[[nodiscard]] std::optional<ItemState> parse_item_state(std::string_view word);
[[nodiscard]] std::string encode(const ActionRequest& request);
[[nodiscard]] std::string encode(const Job& job);
[[nodiscard]] base::Result<ActionRequest> decode_action_request(std::string_view json);
[[nodiscard]] base::Result<Job> decode_job(std::string_view json);

}  // namespace pratique::api
