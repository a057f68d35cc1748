// Result<T>: a value or an Error. Nothing in client/ throws; TRY passes an error up, MUST states that it cannot happen.
#pragma once

#include <cstdlib>
#include <expected>
#include <string>
#include <utility>

#include "client/base/error.hpp"

namespace pratique::base {

template <class T>
using Result = std::expected<T, Error>;

// Shortest way to fail: `return fail(ErrorCode::BadInput, "Enter an e-mail address", "recipient")`.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string field = {}, std::string detail = {}) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  error.field = std::move(field);
  error.detail = std::move(detail);
  return std::unexpected(std::move(error));
}

}  // namespace pratique::base

#define PRATIQUE_JOIN_(a, b) a##b
#define PRATIQUE_JOIN(a, b) PRATIQUE_JOIN_(a, b)
#define PRATIQUE_TRY_(result, declaration, expression)            \
  auto result = (expression);                                     \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)

// TRY(auto page, load(…)); declares `page` or returns the error from the enclosing function.
#define TRY(declaration, expression) PRATIQUE_TRY_(PRATIQUE_JOIN(try_result_, __LINE__), declaration, expression)

// For Result<void>.
#define TRY_VOID(expression)                                                                                   \
  do {                                                                                                         \
    if (auto try_result_ = (expression); !try_result_) return std::unexpected(std::move(try_result_).error()); \
  } while (false)

// MUST(expression): only with a comment saying why it cannot fail. Aborts otherwise, which shows the crash screen.
#define MUST(expression)             \
  ([](auto must_result_) {           \
    if (!must_result_) std::abort(); \
    return *std::move(must_result_); \
  }(expression))
