// What every view function gets: the state to show, the tab's own state, where wishes go, and the kit. Borrowed for one frame.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "ui/kit/kit.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/views/root_view.hpp"
#include "ui/views/view_state.hpp"

namespace pratique::views {

using strings::Key;

enum class ScreenForm : std::uint8_t { Three, Two, One };  // panes; design.md §1

struct Frame {
  const store::AppState& state;
  ViewState& view;
  intents::IntentQueue& intents;
  kit::Ui& ui;
  Outputs& outputs;
  ScreenForm form = ScreenForm::Three;

  [[nodiscard]] const strings::Catalog& words() const { return ui.strings(); }
  [[nodiscard]] std::string_view text(Key key) const { return ui.strings().text(key); }
  [[nodiscard]] const theme::Palette& palette() const { return ui.palette(); }
  template <class I>
  void push(I intent) {
    intents.push(std::move(intent));
  }
};

[[nodiscard]] inline std::string_view product_name(const Frame& frame) {
  const std::string& brand = frame.state.look.brand.name;
  return brand.empty() ? frame.text(Key::ProductName) : std::string_view(brand);
}
// Of the page: "Settings · Pratique".
[[nodiscard]] inline std::string titled(const Frame& frame, std::string_view what) {
  return std::string(what) + " · " + std::string(product_name(frame));
}

// In a frame of another page there is no navigation beside the panes, so that two are the most.
[[nodiscard]] constexpr ScreenForm form_of(float width, bool embedded) {
  if (width >= theme::breakpoints::kThree && !embedded) return ScreenForm::Three;
  return width >= theme::breakpoints::kTwo ? ScreenForm::Two : ScreenForm::One;
}

inline constexpr float kEmbeddedHeader = 44;

// Of the line on top of every pane.
[[nodiscard]] inline float header_height(const Frame& frame) {
  if (frame.ui.touch()) return 64;
  return frame.state.look.embedded ? kEmbeddedHeader : theme::size::kHeader;
}

}  // namespace pratique::views
