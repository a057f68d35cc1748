// The held-mail list as a window on a set that may have a million rows: pages by rank, at most kMaxPages kept,
// so memory does not grow with scrolling. Changed only by flows/message_flow.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/api/message.hpp"
#include "client/api/selection.hpp"
#include "client/base/error.hpp"

namespace pratique::store {

inline constexpr std::int64_t kPageRows = 100;
inline constexpr std::size_t kMaxPages = 12;
inline constexpr std::size_t kMaxSelected = 1000;  // what one action takes (api::ActionRequest)

struct ListPage {
  std::vector<api::MessageSummary> rows;  // empty while it loads
  bool loading = false;
  std::optional<base::Error> error;
  std::int64_t last_used = 0;  // a counter; smallest goes first
  bool operator==(const ListPage&) const = default;
};

// Every message that matches a query, but for those left out. Only the node knows them one by one.
struct AllMatching {
  std::string query;                           // canonical, of the list as it was when selected
  std::int64_t total = 0;                      // how many matched then
  std::set<api::MessageId> except;             // rows unticked, at most kMaxSelected
  std::vector<api::SelectionSender> left_out;  // senders unticked; as `-from:` in the query asked
  bool operator==(const AllMatching&) const = default;
};

struct Selection {
  std::set<api::MessageId> ids;          // one by one, or …
  std::optional<AllMatching> all;        // … all that match; never both
  std::optional<api::MessageId> anchor;  // where a range starts
  std::set<api::MessageId> ranged;       // ticked by the range from there: when it shrinks they are unticked again
  [[nodiscard]] bool empty() const { return ids.empty() && !all; }
  [[nodiscard]] bool contains(const api::MessageSummary& row) const;
  bool operator==(const Selection&) const = default;
};
// The query that an action on it, and the summary of it, ask for.
[[nodiscard]] std::string asked_query(const AllMatching& all);

struct MessageList {
  bool asked = false;                      // a first page was asked for at least once
  bool refreshing = false;                 // known rows are shown while newer ones load
  std::optional<std::int64_t> total;       // unknown until the first page came
  std::optional<base::Error> error;        // the newest failure of the whole list (not of one page)
  std::map<std::int64_t, ListPage> pages;  // by page number: rank / kPageRows
  std::int64_t arrived = 0;                // came in since the list was loaded and not shown: "12 new"
  std::optional<base::WallTime> loaded_at;
  std::optional<std::int64_t> found_in_ms;  // how long the newest search took, from the question to its first rows
  std::set<api::MessageId> leaving;         // acted on, answer still out: drawn greyed or gone
  Selection selection;
  std::optional<api::MessageId> cursor;  // the row that has the keyboard
  std::optional<std::int64_t> cursor_rank;

  // nullptr where the row is not loaded.
  [[nodiscard]] const api::MessageSummary* row(std::int64_t rank) const;
  [[nodiscard]] std::optional<std::int64_t> rank_of(const api::MessageId& id) const;  // among loaded rows
  bool operator==(const MessageList&) const = default;
};

}  // namespace pratique::store
