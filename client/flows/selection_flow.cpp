#include "client/flows/selection_flow.hpp"

#include <algorithm>

namespace pratique::flows {

void SelectionFlow::add(const api::MessageId& id) {
  if (list().selection.ids.size() < store::kMaxSelected && !list().leaving.contains(id)) list().selection.ids.insert(id);
}

void SelectionFlow::toggle(const api::MessageId& id) {
  if (list().selection.ids.erase(id) == 0) add(id);
  list().selection.anchor = id;
  context_.changed();
}

void SelectionFlow::select_range(const api::MessageId& to) {
  const auto end = list().rank_of(to);
  const auto anchor = list().selection.anchor ? list().rank_of(*list().selection.anchor) : list().cursor_rank;
  if (!end || !anchor) {
    add(to);
    list().selection.anchor = to;
    return context_.changed();
  }
  if (!list().selection.anchor) {
    if (const auto* row = list().row(*anchor)) list().selection.anchor = row->id;
  }
  for (std::int64_t rank = std::min(*anchor, *end); rank <= std::max(*anchor, *end); ++rank) {
    if (const auto* row = list().row(rank)) add(row->id);
  }
  context_.changed();
}

void SelectionFlow::select_all_loaded() {
  for (const auto& [number, page] : list().pages) {
    for (const api::MessageSummary& row : page.rows) add(row.id);
  }
  context_.changed();
}

void SelectionFlow::clear() {
  list().selection = {};
  context_.changed();
}

void SelectionFlow::move_cursor(std::int64_t rank) {
  if (!list().total || *list().total == 0) return;
  const std::int64_t clamped = std::clamp<std::int64_t>(rank, 0, *list().total - 1);
  const api::MessageSummary* row = list().row(clamped);
  list().cursor_rank = clamped;
  list().cursor = row != nullptr ? std::optional(row->id) : std::nullopt;  // filled in when its page comes
  context_.changed();
}

std::vector<api::MessageId> SelectionFlow::target() const {
  const store::AppState& state = context_.state;
  const auto& selected = state.list.selection.ids;
  if (!selected.empty()) return {selected.begin(), selected.end()};
  if (state.open.id) return {*state.open.id};
  if (state.list.cursor) return {*state.list.cursor};
  return {};
}

}  // namespace pratique::flows
