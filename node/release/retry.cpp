#include "node/release/retry.hpp"

#include <array>

namespace pratique::release {

std::optional<std::chrono::seconds> wait_after(std::int64_t attempts) {
  using namespace std::chrono_literals;
  static constexpr std::array<std::chrono::seconds, 12> kWaits{10s, 30s, 2min, 10min, 30min, 1h, 2h, 4h, 4h, 4h, 4h, 4h};
  if (attempts < 1) return kWaits[0];
  if (attempts > static_cast<std::int64_t>(kWaits.size())) return std::nullopt;
  return kWaits[static_cast<std::size_t>(attempts - 1)];
}

}  // namespace pratique::release
