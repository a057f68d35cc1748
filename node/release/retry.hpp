// When a hand-over is tried again after a temporary refusal. Pure; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace pratique::release {

// Wait after the `attempts`-th try (from 1) failed for now; nullopt: a day is over, give up.
// 10 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, then every 4 h.
[[nodiscard]] std::optional<std::chrono::seconds> wait_after(std::int64_t attempts);

}  // namespace pratique::release
