// The whole screen as a function: state in, drawing and intents out. Called once a frame by shell::App between ImGui's NewFrame and Render.
#pragma once

#include <optional>
#include <string>

#include "client/intents/intent.hpp"
#include "client/ports/overlay.hpp"
#include "client/store/app_state.hpp"

namespace pratique::kit {
class Ui;  // ui/kit/ui.hpp: theme, strings, text, focus, a11y recorder, input of this frame
}

namespace pratique::views {

struct ViewState;  // ui/views/view_state.hpp: what dies with the tab (scroll, open popups, drafts, column widths)

// What the page must show beside the canvas after this frame.
struct Outputs {
  std::string title;
  std::optional<ports::MessageFrameRequest> message_frame;
  bool animating = false;                    // another frame is wanted right away
  std::optional<std::int64_t> redraw_in_ms;  // a clock on screen changes (undo ring, "5 minutes ago")
};

[[nodiscard]] Outputs root_view(const store::AppState& state, ViewState& view_state, intents::IntentQueue& intents, kit::Ui& ui);

}  // namespace pratique::views
