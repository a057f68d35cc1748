// A key that no other write ever has: the same key sent twice is done once (node-api.md "Principles"). Never fails.
#pragma once

#include <string>

namespace pratique::requests {

[[nodiscard]] std::string new_idempotency_key();  // 128 random bits, hex

}  // namespace pratique::requests
