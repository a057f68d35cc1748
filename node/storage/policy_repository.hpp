// Who may release what, per domain. Any thread; one transaction a call.
#pragma once

#include <string_view>

#include "client/base/result.hpp"
#include "node/domain/release_policy.hpp"

namespace pratique::storage {

class PolicyRepository {
 public:
  virtual ~PolicyRepository() = default;
  [[nodiscard]] virtual base::Result<domain::ReleasePolicy> find(std::string_view domain) const = 0;  // the built-in one where none is set
  [[nodiscard]] virtual base::Result<void> put(std::string_view domain, const domain::ReleasePolicy& policy) = 0;
};

}  // namespace pratique::storage
