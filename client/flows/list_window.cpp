#include "client/flows/list_window.hpp"

#include <algorithm>
#include <iterator>

namespace pratique::flows {
namespace {

using store::kPageRows;
using store::ListPage;
using store::MessageList;

bool is_full(const ListPage& page) {
  return page.rows.size() >= static_cast<std::size_t>(kPageRows);
}

std::int64_t last_page_of(const MessageList& list) {
  return std::max<std::int64_t>(0, list.total.value_or(1) - 1) / kPageRows;
}

// Moves rows up from loaded neighbours. Pages behind a gap begin at another rank than they say, so they are stale.
void close_gaps(MessageList& list, std::int64_t first_changed, PageNumbers& stale) {
  auto page = list.pages.find(first_changed);
  while (page != list.pages.end()) {
    const auto next = std::next(page);
    const bool contiguous = next != list.pages.end() && next->first == page->first + 1 && !next->second.rows.empty();
    if (!contiguous) {
      if (!is_full(page->second) && page->first < last_page_of(list)) stale.insert(page->first);
      for (auto behind = next; behind != list.pages.end(); ++behind) stale.insert(behind->first);
      return;
    }
    auto& from = next->second.rows;
    const auto room = static_cast<std::size_t>(kPageRows) - std::min(page->second.rows.size(), static_cast<std::size_t>(kPageRows));
    const auto moved = static_cast<std::ptrdiff_t>(std::min(room, from.size()));
    std::move(from.begin(), from.begin() + moved, std::back_inserter(page->second.rows));
    from.erase(from.begin(), from.begin() + moved);
    page = next;
  }
}

}  // namespace

Removed remove_rows(MessageList& list, const std::set<api::MessageId>& ids) {
  Removed removed;
  std::int64_t first_changed = -1;
  for (auto& [number, page] : list.pages) {
    const auto gone = std::erase_if(page.rows, [&](const api::MessageSummary& row) { return ids.contains(row.id); });
    if (gone > 0 && first_changed < 0) first_changed = number;
    removed.rows += static_cast<std::int64_t>(gone);
  }
  for (const api::MessageId& id : ids) {
    list.leaving.erase(id);
    list.selection.ids.erase(id);
    if (list.selection.anchor == id) list.selection.anchor.reset();
  }
  if (removed.rows == 0) return removed;
  if (list.total) list.total = std::max<std::int64_t>(0, *list.total - removed.rows);
  close_gaps(list, first_changed, removed.stale);
  settle(list);
  return removed;
}

PageNumbers insert_at_top(MessageList& list, const api::MessageSummary& row) {
  PageNumbers stale;
  if (list.total) ++*list.total;
  auto page = list.pages.find(0);
  std::vector<api::MessageSummary> carry = {row};
  std::int64_t expected = 0;
  while (page != list.pages.end() && page->first == expected && !carry.empty() && (expected == 0 || !page->second.rows.empty())) {
    auto& rows = page->second.rows;
    rows.insert(rows.begin(), std::move(carry.front()));
    carry.clear();
    if (rows.size() > static_cast<std::size_t>(kPageRows)) {
      carry.push_back(std::move(rows.back()));
      rows.pop_back();
    }
    ++page;
    ++expected;
  }
  if (!carry.empty()) {
    for (; page != list.pages.end(); ++page) stale.insert(page->first);
  }
  settle(list);
  return stale;
}

bool update_row(MessageList& list, const api::MessageSummary& row) {
  for (auto& [number, page] : list.pages) {
    for (api::MessageSummary& known : page.rows) {
      if (known.id != row.id) continue;
      known = row;
      return true;
    }
  }
  return false;
}

PageNumbers evict_pages(MessageList& list, std::int64_t first, std::int64_t last) {
  PageNumbers evicted;
  while (list.pages.size() > store::kMaxPages) {
    auto oldest = list.pages.end();
    for (auto page = list.pages.begin(); page != list.pages.end(); ++page) {
      if (page->first >= first && page->first <= last) continue;
      if (oldest == list.pages.end() || page->second.last_used < oldest->second.last_used) oldest = page;
    }
    if (oldest == list.pages.end()) break;
    evicted.insert(oldest->first);
    list.pages.erase(oldest);
  }
  return evicted;
}

void settle(MessageList& list) {
  if (list.total) {
    const std::int64_t end = (*list.total + kPageRows - 1) / kPageRows;  // page 0 stays even when empty: it was asked and answered
    list.pages.erase(list.pages.lower_bound(std::max<std::int64_t>(1, end)), list.pages.end());
  }
  if (list.cursor) {
    if (const auto rank = list.rank_of(*list.cursor)) {
      list.cursor_rank = rank;
      return;
    }
  }
  if (!list.cursor_rank) return;
  if (list.total && *list.cursor_rank >= *list.total) {
    list.cursor_rank = *list.total > 0 ? std::optional(*list.total - 1) : std::nullopt;
    list.cursor.reset();
  }
  const api::MessageSummary* row = list.cursor_rank ? list.row(*list.cursor_rank) : nullptr;
  if (row != nullptr) {
    list.cursor = row->id;
  } else if (!list.cursor_rank) {
    list.cursor.reset();
  }
}

}  // namespace pratique::flows
