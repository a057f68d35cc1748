// The rows themselves, in their groups, with what the keyboard, the pointer and a finger do to them.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

struct VisibleRows {
  std::int64_t first = 0;  // display positions, inclusive; last < first = none
  std::int64_t last = -1;
};
VisibleRows list_view(Frame& frame, kit::Box box);
[[nodiscard]] kit::Id list_id();
// All of them are loaded, on their way, or failed.
[[nodiscard]] bool rows_are_known(const store::MessageList& list, std::int64_t first_rank, std::int64_t last_rank);

}  // namespace pratique::views
