// What a fuzz target holds to be true of every input: a broken promise ends the run, so that libFuzzer keeps the input.
#pragma once

#include <cstdlib>

namespace pratique::test {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace pratique::test
