#include "client/base/unique_function.hpp"

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>

#include "client/base/result.hpp"

using namespace pratique::base;

TEST_CASE("A unique function carries what cannot be copied") {
  UniqueFunction<int(int)> add = [held = std::make_unique<int>(40)](int more) { return *held + more; };
  UniqueFunction<int(int)> moved = std::move(add);
  CHECK(moved(2) == 42);
  CHECK_FALSE(static_cast<bool>(add));  // NOLINT: the promise is that it is empty
}

namespace {
Result<int> half(int value) {
  if (value % 2 != 0) return fail(ErrorCode::BadInput, "Choose an even number", "value");
  return value / 2;
}
Result<std::string> quarter(int value) {
  TRY(const int once, half(value));
  TRY(const int twice, half(once));
  return std::to_string(twice);
}
}  // namespace

TEST_CASE("TRY passes the first error up unchanged") {
  CHECK(quarter(8) == "2");
  REQUIRE_FALSE(quarter(6).has_value());
  CHECK(quarter(6).error().field == "value");
  CHECK(quarter(6).error().code == ErrorCode::BadInput);
}
