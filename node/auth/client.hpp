// Where a sign-in comes from, and what browser says it is. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pratique::auth {

struct Client {  // borrowed from the request
  std::string_view ip;
  std::string_view user_agent = {};  // RFC 9110 §10.1.5, as sent
};

struct Browser {
  std::string name;    // "Firefox"; empty: unknown
  std::string system;  // "Linux"; empty: unknown
};

// Only words of a closed list come back, so nothing of what was sent is kept.
[[nodiscard]] Browser browser_of(std::string_view user_agent);

}  // namespace pratique::auth
