#include "ui/views/quarantine/neighbour.hpp"

#include "ui/views/quarantine/list_layout.hpp"

namespace pratique::views {

std::optional<std::int64_t> shown_position(const Frame& frame, const api::MessageId& id) {
  const std::optional<std::int64_t> rank = frame.state.list.rank_of(id);
  if (!rank) return std::nullopt;
  return ListLayout(frame.state, frame.ui.localisation()).display_of(*rank);
}

bool has_neighbour(const Frame& frame, int step) {
  if (!frame.state.open.id) return false;
  const std::optional<std::int64_t> at = shown_position(frame, *frame.state.open.id);
  return at && *at + step >= 0 && *at + step < frame.state.list.total.value_or(0);
}

void open_neighbour(Frame& frame, int step) {
  if (!frame.state.open.id) return;
  const std::optional<std::int64_t> rank = frame.state.list.rank_of(*frame.state.open.id);
  const ListLayout layout(frame.state, frame.ui.localisation());
  if (!rank) return;
  const std::int64_t display = layout.display_of(*rank) + step;
  if (display < 0 || display >= layout.rows()) return;
  const std::int64_t next = layout.rank_of(display);
  const api::MessageSummary* message = frame.state.list.row(next);
  if (message == nullptr) {
    frame.push(intents::OpenNeighbour{step});  // not loaded yet: the flow knows how to fetch it
    return;
  }
  frame.push(intents::MoveCursor{next});
  frame.push(intents::OpenMessage{message->id});
}

}  // namespace pratique::views
