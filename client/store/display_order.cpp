#include "client/store/display_order.hpp"

#include <algorithm>

namespace pratique::store {

DisplayOrder::DisplayOrder(const AppState& state) {
  // Elsewhere the reader asked for an order or a selection of his own; the log tells of all mail alike.
  if (state.route.place == Place::Log || state.route.sort != api::Sort{} || !state.route.query.empty()) return;
  const auto first_page = state.list.pages.find(0);
  if (first_page == state.list.pages.end()) return;
  const std::vector<api::MessageSummary>& rows = first_page->second.rows;
  for (std::size_t i = 0; i < rows.size() && pulled_.size() < kMaxWorthALook; ++i) {
    if (rows[i].worth_a_look) pulled_.push_back(static_cast<std::int64_t>(i));
  }
}

std::int64_t DisplayOrder::pulled_before(std::int64_t rank) const {
  return std::ranges::lower_bound(pulled_, rank) - pulled_.begin();
}

std::int64_t DisplayOrder::rank_of(std::int64_t display) const {
  const auto pulled = static_cast<std::int64_t>(pulled_.size());
  if (display < pulled) return pulled_[static_cast<std::size_t>(display)];
  std::int64_t rank = display - pulled;
  for (std::int64_t taken : pulled_) {
    if (taken <= rank) ++rank;
  }
  return rank;
}

std::int64_t DisplayOrder::display_of(std::int64_t rank) const {
  const std::int64_t before = pulled_before(rank);
  const bool is_pulled = static_cast<std::size_t>(before) < pulled_.size() && pulled_[static_cast<std::size_t>(before)] == rank;
  return is_pulled ? before : static_cast<std::int64_t>(pulled_.size()) + rank - before;
}

}  // namespace pratique::store
