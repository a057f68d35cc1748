// Over the tabs: subject, sender line, the note that the sender does not match, and the verdict in one card.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

// Takes what it needs off the top of `box`.
void message_head_view(Frame& frame, kit::Box& box, const api::MessageSummary& message, float side_padding);
[[nodiscard]] std::string shown_title(const Frame& frame, const api::MessageSummary& message);

}  // namespace pratique::views
