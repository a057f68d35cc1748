// A value that lives on the node, as the screen knows it. A refresh keeps what was there, so nothing flashes empty.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "client/base/error.hpp"

namespace pratique::store {

struct NotAsked {
  bool operator==(const NotAsked&) const = default;
};
template <class T>
struct Loading {
  std::optional<T> previous;
  bool operator==(const Loading&) const = default;
};
template <class T>
struct Ready {
  T value;
  bool operator==(const Ready&) const = default;
};
template <class T>
struct Failed {
  base::Error error;
  std::optional<T> previous;
  bool operator==(const Failed&) const = default;
};

template <class T>
class Remote {
 public:
  Remote() = default;
  Remote(Ready<T> ready) : state_(std::move(ready)) {}

  [[nodiscard]] bool is_loading() const { return std::holds_alternative<Loading<T>>(state_); }
  [[nodiscard]] bool is_not_asked() const { return std::holds_alternative<NotAsked>(state_); }
  // The newest value known, also while loading and after a failure; nullptr if none yet.
  [[nodiscard]] const T* value() const {
    if (auto* ready = std::get_if<Ready<T>>(&state_)) return &ready->value;
    if (auto* loading = std::get_if<Loading<T>>(&state_)) return loading->previous ? &*loading->previous : nullptr;
    if (auto* failed = std::get_if<Failed<T>>(&state_)) return failed->previous ? &*failed->previous : nullptr;
    return nullptr;
  }
  [[nodiscard]] T* mutable_value() { return const_cast<T*>(std::as_const(*this).value()); }
  [[nodiscard]] const base::Error* error() const {
    auto* failed = std::get_if<Failed<T>>(&state_);
    return failed ? &failed->error : nullptr;
  }

  void start() { state_ = Loading<T>{take()}; }
  void succeed(T value) { state_ = Ready<T>{std::move(value)}; }
  void fail(base::Error error) { state_ = Failed<T>{std::move(error), take()}; }
  void clear() { state_ = NotAsked{}; }

  bool operator==(const Remote&) const = default;

 private:
  std::optional<T> take() {
    T* known = mutable_value();
    return known ? std::optional<T>(std::move(*known)) : std::nullopt;
  }
  std::variant<NotAsked, Loading<T>, Ready<T>, Failed<T>> state_;
};

}  // namespace pratique::store
