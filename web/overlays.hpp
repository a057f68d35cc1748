// The two things the page lays over the canvas: the text field being edited (web/text_agent.js) and the message body
// (web/message_frame.js). Both forward a request only when it differs from the last one. UI thread.
#pragma once

#include "client/ports/overlay.hpp"

namespace pratique::web {

class TextAgent final : public ports::TextInputSink {
 public:
  void publish(const std::optional<ports::TextInputRequest>& request) override;

 private:
  std::optional<ports::TextInputRequest> last_;
};

class BrowserMessageFrame final : public ports::MessageFrame {
 public:
  void publish(const std::optional<ports::MessageFrameRequest>& request) override;

 private:
  std::optional<ports::MessageFrameRequest> last_;  // what the frame holds, also while hidden: shown again, its document is not sent again
  bool visible_ = false;
};

}  // namespace pratique::web
