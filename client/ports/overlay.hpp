// The two things the page lays over the canvas because the browser does them better (architecture.md §5): the text
// field being edited, and the message body. Rects are logical pixels. UI thread only; both calls are made every drawn frame
// and must be cheap when nothing changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "client/base/geometry.hpp"

namespace pratique::ports {

enum class TextInputKind : std::uint8_t { Text, Search, Email, Password, Lines };  // Lines: several, in mono

struct TextInputRequest {
  std::uint64_t id = 0;  // the field's a11y node
  base::Rect rect;       // of the editable text, without the field's padding
  TextInputKind kind = TextInputKind::Text;
  std::string name;   // accessible name
  std::string value;  // what the application holds; the agent's own newer text wins until it was delivered
  std::string placeholder;
  float font_size = 14;
  std::uint32_t text_rgba = 0xFFFFFFFF;  // 0xRRGGBBAA
  bool operator==(const TextInputRequest&) const = default;
};

// Text comes back as a11y::SetValue; Enter, Escape, Tab and arrows as ordinary keys.
class TextInputSink {
 public:
  virtual ~TextInputSink() = default;
  virtual void publish(const std::optional<TextInputRequest>& request) = 0;  // nullopt: no field has the focus
};

struct MessageFrameRequest {
  base::Rect rect;
  std::string key;              // same key = same document: not reloaded
  std::string document;         // HTML that the node sanitised, or our own rendering of plain text; never trusted
  bool images_allowed = false;  // remote https images may load
  bool dark_paper = false;      // plain text follows the theme; HTML stays on white
  std::string title;            // accessible name of the frame
  bool operator==(const MessageFrameRequest&) const = default;
};

// Sandboxed: no script, no form, no navigation. A click on a link is reported as on_link(text, target) and opens nothing.
class MessageFrame {
 public:
  virtual ~MessageFrame() = default;
  virtual void publish(const std::optional<MessageFrameRequest>& request) = 0;  // nullopt: hidden
};

}  // namespace pratique::ports
