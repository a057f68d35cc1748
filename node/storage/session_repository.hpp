// Sessions as their owner sees them: listed and ended. Making and finding one by its token is AccountRepository's. Any thread; every call
// is one transaction.
#pragma once

#include <cstdint>
#include <string_view>

#include "client/api/open_session.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

class SessionRepository {
 public:
  virtual ~SessionRepository() = default;
  // The caller's own that live at `now`, the last used first; `own_hash` is of the token that asks. offset from 0, limit 1 to 200.
  [[nodiscard]] virtual base::Result<api::OpenSessionPage> list(const domain::Scope& scope, std::string_view own_hash, base::WallTime now,
                                                                std::int64_t offset, std::int64_t limit) const = 0;
  // NotFound: no such session of the caller's.
  [[nodiscard]] virtual base::Result<void> end(const domain::Scope& scope, std::string_view id) = 0;
  // All of the caller's but the one with that hash; how many they were.
  [[nodiscard]] virtual base::Result<std::int64_t> end_others(const domain::Scope& scope, std::string_view kept_hash) = 0;
  [[nodiscard]] virtual base::Result<void> touch(std::string_view token_hash, base::WallTime used_at) = 0;
};

}  // namespace pratique::storage
