// Allow and block as the screen knows them: the rows of one list, from the newest down, and the form that adds or changes an entry.
// And releases that were asked for. Changed only by flows/lists_flow and flows/release_request_flow.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/api/list_entry.hpp"
#include "client/api/release_request.hpp"
#include "client/base/error.hpp"
#include "client/store/remote.hpp"

namespace pratique::store {

struct ListRows {
  std::vector<api::ListEntry> items;  // the first ones of `total`; more are asked for when they come into view
  std::int64_t total = 0;
  bool operator==(const ListRows&) const = default;
};

struct ListForm {  // beside the lists, or over the message it came from
  api::ListKind kind = api::ListKind::Allow;
  std::optional<api::ListEntryId> id;  // the entry that is changed; none: a new one
  api::NewListEntry entry;
  bool act_too = true;               // also release, or remove, the held messages that match
  Remote<api::ListPreview> preview;  // of what `entry` was a moment ago
  bool saving = false;
  std::optional<base::Error> error;  // why the node refused it; `field` names the part
  bool operator==(const ListForm&) const = default;
};

struct Lists {
  api::ListKind kind = api::ListKind::Allow;  // whose rows these are …
  std::string query;                          // … and what was searched for
  Remote<ListRows> rows;
  bool asking_more = false;
  std::array<std::optional<std::int64_t>, 2> totals;  // by kind, of all entries
  std::optional<ListForm> form;
  bool operator==(const Lists&) const = default;
};

struct Requests {
  std::optional<api::RequestState> state;  // shown ones; none: all
  Remote<api::ReleaseRequestPage> page;
  std::optional<std::int64_t> open;    // beside the navigation
  std::set<api::RequestId> busy;       // decided or taken back, answer still out
  std::set<api::MessageId> asked_for;  // in this session, before the message says so itself
  bool operator==(const Requests&) const = default;
};

}  // namespace pratique::store
