// How long to wait before the next try: doubling, capped, with jitter so that a restarted node is not hit by everyone at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace pratique::requests {

class Backoff {
 public:
  Backoff(std::int64_t first_ms, std::int64_t cap_ms, std::uint32_t seed) : first_ms_(first_ms), cap_ms_(cap_ms), random_(seed | 1U) {}

  // Between half and the whole of the step; never below what the server asked for.
  [[nodiscard]] std::int64_t next_ms(std::optional<std::int64_t> retry_after_secs = std::nullopt) {
    const std::int64_t step = std::min(cap_ms_, first_ms_ << std::min(tries_, 20));
    ++tries_;
    random_ = random_ * 1'664'525U + 1'013'904'223U;
    const std::int64_t jittered = step / 2 + static_cast<std::int64_t>(random_ >> 8) % (step / 2 + 1);
    return std::max(jittered, retry_after_secs.value_or(0) * 1000);
  }
  void reset() { tries_ = 0; }
  [[nodiscard]] int tries() const { return tries_; }

 private:
  std::int64_t first_ms_;
  std::int64_t cap_ms_;
  std::uint32_t random_;
  int tries_ = 0;
};

}  // namespace pratique::requests
