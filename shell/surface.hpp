// What the application shows beside its canvas: accessibility nodes, title, language, cursor, theme of the page. Implemented over the
// browser's page in main_web.cpp and over a window in main_native.cpp. Called after each drawn frame; must be cheap when nothing changed.
// UI thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/store/app_state.hpp"
#include "ui/a11y/node.hpp"
#include "ui/kit/ui.hpp"

namespace pratique::shell {

struct PageLook {
  std::string language;  // BCP 47
  kit::Direction direction = kit::Direction::LeftToRight;
  store::Theme theme = store::Theme::System;  // resolved: light, dark or contrast
  bool operator==(const PageLook&) const = default;
};

class Surface {
 public:
  virtual ~Surface() = default;
  virtual void publish_nodes(const std::vector<a11y::Node>& nodes, a11y::NodeId focus) = 0;
  virtual void set_title(std::string_view title) = 0;
  virtual void set_cursor(kit::Cursor cursor) = 0;
  virtual void set_look(const PageLook& look) = 0;
  virtual void signed_out() = 0;  // nobody is signed in: the page's own form takes over
  virtual void frame_drawn(double cpu_ms) = 0;
  // The texts of a language that is not part of the program (strings::built_in), as a file; nullopt until they are there, and a frame is
  // asked for when they are. Asked each frame while they are missing.
  [[nodiscard]] virtual std::optional<std::string> texts(std::string_view /*language*/) { return std::nullopt; }
};

}  // namespace pratique::shell
