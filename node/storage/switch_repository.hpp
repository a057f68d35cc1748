// What each domain wants checked. Any thread; one transaction a call.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/base/result.hpp"
#include "node/domain/filter_switches.hpp"

namespace pratique::storage {

class SwitchRepository {
 public:
  virtual ~SwitchRepository() = default;
  [[nodiscard]] virtual base::Result<domain::FilterSwitches> find(std::string_view domain) const = 0;  // all on where nothing is set
  [[nodiscard]] virtual base::Result<void> put(std::string_view domain, const domain::FilterSwitches& switches) = 0;
  // The domains that switched something off.
  [[nodiscard]] virtual base::Result<std::map<std::string, domain::FilterSwitches>> all() const = 0;
};

}  // namespace pratique::storage
