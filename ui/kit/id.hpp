// Widget ids: a hash of a fixed word and of strong ids, never of row numbers or visible text, so that focus, animations and the
// accessibility mirror follow the thing and not its place. Plain values; any thread.
//   kit::id("release")   kit::id("row", message.id)   kit::id("part", message.id, part.number)
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include "client/base/strong_id.hpp"
#include "ui/a11y/node.hpp"

namespace pratique::kit {

using Id = a11y::NodeId;

namespace detail {
inline constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL, kFnvPrime = 1099511628211ULL;

[[nodiscard]] constexpr Id mix_in(Id seed, std::string_view text) {
  for (char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return (seed ^ 0xFFU) * kFnvPrime;
}
[[nodiscard]] constexpr Id mix_in(Id seed, std::integral auto number) {
  auto bits = static_cast<std::uint64_t>(number);
  for (int byte = 0; byte < 8; ++byte, bits >>= 8) seed = (seed ^ (bits & 0xFFU)) * kFnvPrime;
  return seed;
}
template <class Tag>
[[nodiscard]] Id mix_in(Id seed, const base::StrongId<Tag>& strong) {
  return mix_in(seed, std::string_view(strong.value));
}
}  // namespace detail

// The result fits a double exactly (53 bits), because it travels through JavaScript; never 0.
template <class... Parts>
[[nodiscard]] constexpr Id id(std::string_view word, const Parts&... parts) {
  Id seed = detail::mix_in(detail::kFnvOffset, word);
  ((seed = detail::mix_in(seed, parts)), ...);
  seed = (seed ^ (seed >> 53U)) & ((1ULL << 53U) - 1);
  return seed == 0 ? 1 : seed;
}

// A part of a widget: child(row, "tile").
template <class... Parts>
[[nodiscard]] constexpr Id child(Id parent, std::string_view word, const Parts&... parts) {
  return id(word, parent, parts...);
}

}  // namespace pratique::kit
