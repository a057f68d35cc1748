// Whose mail a caller may see. Made in one place (auth/authenticate) before a handler runs; no storage function that
// reads or changes a person's data can be called without one. Outside the scope means: not there (404).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/api/session.hpp"

namespace pratique::domain {

struct Scope {
  std::int64_t user_id = 0;
  std::string actor;  // login, for the trail
  api::Role role = api::Role::Email;
  std::vector<std::string> addresses;  // Role::Email: normalised recipients
  std::vector<std::string> domains;    // Role::Domain, Role::Admin: normalised domains

  // What the node itself does (delivery workers, import). Never made from a request.
  [[nodiscard]] static Scope system();
  [[nodiscard]] bool sees_everything() const { return role == api::Role::SuperAdmin; }
  [[nodiscard]] bool allows(std::string_view recipient) const;
};

}  // namespace pratique::domain
