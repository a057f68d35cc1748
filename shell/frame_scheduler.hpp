// Decides when a frame is drawn: only when input, a reply, a timer or an animation asked for one. An idle page draws nothing.
// After a request a second frame follows, because ImGui settles hover and layout one frame late. UI thread.
#pragma once

#include <cstdint>
#include <optional>

#include "client/base/unique_function.hpp"
#include "client/ports/platform.hpp"

namespace pratique::shell {

// What the frame just drawn asks for.
struct NextFrame {
  bool right_away = false;
  std::optional<std::int64_t> in_ms;
};

class FrameScheduler {
 public:
  // `ask_host` asks the platform for one call of the frame function (requestAnimationFrame).
  FrameScheduler(ports::Timers& timers, base::UniqueFunction<void()> ask_host);

  // Something may have changed: draw, and once more to settle.
  void request();
  // At the start and the end of the host's frame call.
  void begin();
  void end(NextFrame next);
  [[nodiscard]] bool waiting() const { return asked_; }
  [[nodiscard]] std::int64_t drawn() const { return drawn_; }

 private:
  void ask();
  ports::Timers& timers_;
  base::UniqueFunction<void()> ask_host_;
  ports::Pending later_;
  bool asked_ = false;
  int settle_frames_ = 0;
  std::int64_t drawn_ = 0;
};

}  // namespace pratique::shell
