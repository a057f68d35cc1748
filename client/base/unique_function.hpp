// A move-only callable (std::move_only_function is missing in Emscripten's libc++). Empty after being moved from;
// calling an empty one aborts.
#pragma once

#include <cstdlib>
#include <memory>
#include <type_traits>
#include <utility>

namespace pratique::base {

template <class Signature>
class UniqueFunction;

template <class R, class... Args>
class UniqueFunction<R(Args...)> {
 public:
  UniqueFunction() = default;
  UniqueFunction(std::nullptr_t) {}

  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, UniqueFunction> && std::is_invocable_r_v<R, F&, Args...>)
  UniqueFunction(F&& callable) : target_(std::make_unique<Target<std::decay_t<F>>>(std::forward<F>(callable))) {}

  explicit operator bool() const { return target_ != nullptr; }

  R operator()(Args... args) {
    if (!target_) std::abort();
    return target_->call(std::forward<Args>(args)...);
  }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual R call(Args... args) = 0;
  };
  template <class F>
  struct Target final : Base {
    explicit Target(F callable) : function(std::move(callable)) {}
    R call(Args... args) override { return function(std::forward<Args>(args)...); }
    F function;
  };
  std::unique_ptr<Base> target_;
};

}  // namespace pratique::base
