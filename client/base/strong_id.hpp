// An opaque identifier that cannot be mixed up with another noun's. The text is the node's; the client never reads meaning into it.
#pragma once

#include <compare>
#include <functional>
#include <string>

namespace pratique::base {

template <class Tag>
struct StrongId {
  std::string value;

  [[nodiscard]] bool empty() const { return value.empty(); }
  auto operator<=>(const StrongId&) const = default;
};

}  // namespace pratique::base

template <class Tag>
struct std::hash<pratique::base::StrongId<Tag>> {
  std::size_t operator()(const pratique::base::StrongId<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
