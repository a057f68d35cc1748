// Wire spelling of an enum: its words in the order of its values. Internal to client/api.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace pratique::api {

template <class E, std::size_t N>
struct WordList {
  std::array<std::string_view, N> words;
  [[nodiscard]] std::string_view of(E value) const {
    const auto index = static_cast<std::size_t>(value);
    return index < N ? words[index] : words[0];
  }
  [[nodiscard]] std::optional<E> parse(std::string_view word) const {
    for (std::size_t i = 0; i < N; ++i) {
      if (words[i] == word) return static_cast<E>(i);
    }
    return std::nullopt;
  }
};

template <class E, class... Words>
consteval auto word_list(Words... words) {
  return WordList<E, sizeof...(Words)>{{std::string_view(words)...}};
}

}  // namespace pratique::api
