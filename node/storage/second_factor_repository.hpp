// Second factors and their recovery codes, secrets as auth::NodeKey sealed them. Callers are auth's alone, which knows whose they are.
// Any thread; every call is one transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::storage {

struct StoredSecondFactor {
  std::string sealed_secret;
  bool is_on = false;  // false: begun and not confirmed, so not asked for
  std::int64_t last_step = 0;
  std::int64_t recovery_codes_left = 0;
};

class SecondFactorRepository {
 public:
  virtual ~SecondFactorRepository() = default;
  [[nodiscard]] virtual base::Result<StoredSecondFactor> find(std::int64_t user_id) const = 0;  // NotFound: none
  // Replaces one that was begun; Conflict: it is on.
  [[nodiscard]] virtual base::Result<void> begin(std::int64_t user_id, std::string_view sealed_secret) = 0;
  // Conflict: it is on already, or none was begun.
  [[nodiscard]] virtual base::Result<void> confirm(std::int64_t user_id, std::int64_t step, const std::vector<std::string>& code_hashes,
                                                   base::WallTime at) = 0;
  // Whether the step was newer than all that were taken: of two that come at once, one gets true.
  [[nodiscard]] virtual base::Result<bool> take_step(std::int64_t user_id, std::int64_t step) = 0;
  [[nodiscard]] virtual base::Result<bool> take_recovery_code(std::int64_t user_id, std::string_view code_hash) = 0;
  [[nodiscard]] virtual base::Result<void> remove(std::int64_t user_id) = 0;
};

}  // namespace pratique::storage
