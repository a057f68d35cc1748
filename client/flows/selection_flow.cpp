#include "client/flows/selection_flow.hpp"

#include <algorithm>
#include <utility>

#include "client/store/display_order.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kCountAfterMs = 200;  // unticking several rows asks once

}  // namespace

void SelectionFlow::add(const api::MessageId& id) {
  if (list().selection.ids.size() < store::kMaxSelected && !list().leaving.contains(id)) list().selection.ids.insert(id);
}

void SelectionFlow::toggle(const api::MessageId& id) {
  store::Selection& selection = list().selection;
  if (selection.all) {
    except(id, !selection.all->except.contains(id));
  } else if (selection.ids.erase(id) == 0) {
    add(id);
  }
  selection.anchor = id;
  selection.ranged.clear();
  context_.changed();
}

void SelectionFlow::except(const api::MessageId& id, bool left_out) {
  std::set<api::MessageId>& except = list().selection.all->except;
  if (!left_out) {
    except.erase(id);
  } else if (except.size() < store::kMaxSelected) {
    except.insert(id);
  }
  count_soon();
}

// From the anchor to this row, as they are shown; a range that was drawn from there before gives way to it.
void SelectionFlow::select_range(const api::MessageId& to) {
  store::Selection& selection = list().selection;
  const auto end = list().rank_of(to);
  const auto anchor = selection.anchor ? list().rank_of(*selection.anchor) : list().cursor_rank;
  if (!end || !anchor) {
    if (!selection.all) add(to);
    selection.anchor = to;
    selection.ranged.clear();
    return context_.changed();
  }
  if (!selection.anchor) {
    if (const auto* row = list().row(*anchor)) selection.anchor = row->id;
  }
  // Of all that match, the range becomes what its anchor is: ticked or left out.
  const bool left_out = selection.all && selection.anchor && selection.all->except.contains(*selection.anchor);
  for (const api::MessageId& id : std::exchange(selection.ranged, {})) selection.ids.erase(id);
  const store::DisplayOrder order(context_.state);
  const auto [first, last] = std::minmax({order.display_of(*anchor), order.display_of(*end)});
  for (std::int64_t at = first; at <= last; ++at) {
    const api::MessageSummary* row = list().row(order.rank_of(at));
    if (row == nullptr) continue;
    if (selection.all) {
      except(row->id, left_out);
    } else if (!selection.ids.contains(row->id)) {
      add(row->id);
      if (selection.ids.contains(row->id)) selection.ranged.insert(row->id);
    }
  }
  context_.changed();
}

void SelectionFlow::select_all_loaded() {
  if (list().selection.all) list().selection = {};
  for (const auto& [number, page] : list().pages) {
    for (const api::MessageSummary& row : page.rows) add(row.id);
  }
  context_.changed();
}

void SelectionFlow::select_all_matching(std::string query) {
  if (list().total.value_or(0) == 0) return;
  list().selection = {};
  list().selection.all = store::AllMatching{.query = std::move(query), .total = *list().total};
  context_.state.selected.clear();
  count();
  context_.changed();
}

void SelectionFlow::leave_out(api::SelectionSender sender, bool left_out) {
  auto& all = list().selection.all;
  if (!all || sender.sender.address.empty()) return;
  std::erase_if(all->left_out, [&](const api::SelectionSender& other) { return other.sender.address == sender.sender.address; });
  if (left_out) all->left_out.push_back(std::move(sender));
  count_soon();
  context_.changed();
}

void SelectionFlow::count_again() {
  if (list().selection.all) count_soon();
}

// The number shown until the answer is the one before less what was unticked since.
void SelectionFlow::count_soon() {
  if (!context_.state.selected.is_loading()) context_.state.selected.start();
  summary_slot_.cancel();
  summary_timer_ = context_.ports.timers.after(kCountAfterMs, [this] {
    const ports::Pending finished = std::move(summary_timer_);
    count();
  });
}

void SelectionFlow::count() {
  summary_timer_.reset();
  const auto& all = list().selection.all;
  if (!all || !context_.signed_in()) return;
  const std::vector<api::MessageId> except(all->except.begin(), all->except.end());
  summary_slot_.load(
      context_.state.selected,
      [&](requests::Done<api::SelectionSummary> done) { return context_.api.selection(store::asked_query(*all), except, std::move(done)); },
      [this] { context_.changed(); });
}

void SelectionFlow::clear() {
  list().selection = {};
  context_.state.selected.clear();
  summary_slot_.cancel();
  summary_timer_.reset();
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
  if (!state.list.selection.empty()) return {selected.begin(), selected.end()};  // all that match: not one by one
  if (state.open.id) return {*state.open.id};
  if (state.list.cursor) return {*state.list.cursor};
  return {};
}

}  // namespace pratique::flows
