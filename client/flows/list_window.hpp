// Changes to the rows that are loaded, as pure functions on the list: rows that leave close the gap, rows that arrive push the
// others down, pages that nobody looks at are dropped. Where ranks are no longer certain, the page is named for fetching again.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "client/store/message_list.hpp"

namespace pratique::flows {

using PageNumbers = std::set<std::int64_t>;

struct Removed {
  std::int64_t rows = 0;  // how many of the ids were loaded
  PageNumbers stale;
};
Removed remove_rows(store::MessageList& list, const std::set<api::MessageId>& ids);
PageNumbers insert_at_top(store::MessageList& list, const api::MessageSummary& row);
bool update_row(store::MessageList& list, const api::MessageSummary& row);  // false: not loaded
// Drops least recently used pages beyond kMaxPages, never those in [first, last]; gives the dropped ones.
PageNumbers evict_pages(store::MessageList& list, std::int64_t first, std::int64_t last);
// Pages beyond the end are dropped; cursor and its rank agree again.
void settle(store::MessageList& list);

}  // namespace pratique::flows
