// Long jobs at work: as a strip under the list, as cards in the batch pane; and what failed in one, and the whole history, in a dialog.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kJobStripHeight = 44;
// Of those it is worth showing while they run: on many messages. Zero height when there is none.
[[nodiscard]] float job_strip_height(const Frame& frame);
void job_strip_view(Frame& frame, kit::Box box);
void job_cards_view(Frame& frame, kit::Box& column);

void open_history(Frame& frame);
void show_failed(Frame& frame, const api::JobId& id);
void history_view(Frame& frame);  // while it is open

}  // namespace pratique::views
