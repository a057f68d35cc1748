// A property that must hold for any input; libFuzzer keeps the input that breaks it.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace pratique::test {

inline void require(bool holds, const std::source_location& at = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: does not hold\n", at.file_name(), static_cast<unsigned>(at.line()));
  std::abort();
}

}  // namespace pratique::test
