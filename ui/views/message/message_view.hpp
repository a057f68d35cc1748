// The preview of one message: who, what, why it was held, and its parts in tabs. Also what stands there when nothing is open.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void preview_view(Frame& frame, kit::Box box);        // pane with its action bar: message, batch or empty
void phone_message_view(Frame& frame, kit::Box box);  // the whole screen

// What each tab draws below the tabs
void body_view(Frame& frame, kit::Box box, const api::MessageSummary& message);
void why_view(Frame& frame, kit::Box box, const api::MessageDetail& detail);
void headers_view(Frame& frame, kit::Box box);
void source_view(Frame& frame, kit::Box box, const api::MessageSummary& message);
void parts_view(Frame& frame, kit::Box box);

[[nodiscard]] bool has_both_forms(const Frame& frame);
[[nodiscard]] store::BodyForm shown_form(const Frame& frame);  // HTML only where there is some
void batch_view(Frame& frame, kit::Box box);                   // several are selected
void empty_preview_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
