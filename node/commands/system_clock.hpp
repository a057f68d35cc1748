// The real clock of the node. Any thread.
#pragma once

#include "client/base/clock.hpp"

namespace pratique::commands {

class SystemClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] base::MonoTime mono_now() const override {
    return std::chrono::duration_cast<base::MonoTime>(std::chrono::steady_clock::now().time_since_epoch());
  }
};

}  // namespace pratique::commands
