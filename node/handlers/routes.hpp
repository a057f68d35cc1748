// The table of everything the API answers; docs/openapi.yaml describes exactly these (a test compares them).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "node/handlers/exchange.hpp"
#include "node/handlers/services.hpp"

namespace pratique::handlers {

enum class Access : std::uint8_t { Public, Session };
enum class Repeat : std::uint8_t {
  AsItComes,  // reads, and writes that are the same when done twice
  Once,       // honours Idempotency-Key
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/v1/messages/{id}/parts/{n}"
  Answer (*handler)(Services&, const Request&) = nullptr;
  Access access = Access::Session;
  Repeat repeat = Repeat::AsItComes;
  std::size_t body_bytes_max = 0;  // 0: takes no body
};

[[nodiscard]] std::span<const Route> routes();

}  // namespace pratique::handlers
