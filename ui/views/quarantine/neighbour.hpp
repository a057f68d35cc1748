// Previous and next in the order the list shows, which is not the node's where "Worth a look" stands on top.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

[[nodiscard]] std::optional<std::int64_t> shown_position(const Frame& frame, const api::MessageId& id);  // from 0; nullopt: not loaded
[[nodiscard]] bool has_neighbour(const Frame& frame, int step);                                          // of the open message

}  // namespace pratique::views
