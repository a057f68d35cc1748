// A domain as people read it. Pure; any thread.
#pragma once

#include <string>

namespace pratique::domain {

// A-labels to letters (UTS #46, non-transitional); what is no good A-label stays as it is.
[[nodiscard]] std::string unicode_domain(const std::string& domain);

}  // namespace pratique::domain
