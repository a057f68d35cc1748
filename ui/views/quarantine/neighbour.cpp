#include "ui/views/quarantine/neighbour.hpp"

#include "client/store/display_order.hpp"

namespace pratique::views {

std::optional<std::int64_t> shown_position(const Frame& frame, const api::MessageId& id) {
  const std::optional<std::int64_t> rank = frame.state.list.rank_of(id);
  if (!rank) return std::nullopt;
  return store::DisplayOrder(frame.state).display_of(*rank);
}

bool has_neighbour(const Frame& frame, int step) {
  if (!frame.state.open.id) return false;
  const std::optional<std::int64_t> at = shown_position(frame, *frame.state.open.id);
  return at && *at + step >= 0 && *at + step < frame.state.list.total.value_or(0);
}

}  // namespace pratique::views
