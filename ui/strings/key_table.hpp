// Runs of keys that follow the order of a list of codes or of an enum: the n-th code has the n-th key after the first. Internal to
// ui/strings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

#include "ui/strings/keys.hpp"

namespace pratique::strings {

[[nodiscard]] constexpr Key key_after(Key first, std::size_t by) {
  return static_cast<Key>(static_cast<std::size_t>(first) + by);
}

// nullopt: no such code, as of a newer node.
template <class Codes>
[[nodiscard]] constexpr std::optional<Key> find_key(const Codes& codes, std::string_view code, Key first) {
  const auto found = std::ranges::find(codes, code);
  if (found == std::end(codes)) return std::nullopt;
  return key_after(first, static_cast<std::size_t>(found - std::begin(codes)));
}

// How many keys there are from `first` to `last`, both included; for static_assert beside each table.
[[nodiscard]] consteval std::size_t run_length(Key first, Key last) {
  return static_cast<std::size_t>(last) - static_cast<std::size_t>(first) + 1;
}

}  // namespace pratique::strings
