// Which server checks the passwords of a domain's people. Any thread; one transaction a call.
#pragma once

#include <cstdint>
#include <string_view>

#include "client/api/domain_sign_in.hpp"
#include "client/base/result.hpp"

namespace pratique::storage {

enum class Nearness : std::uint8_t {
  PublicOnly,  // an administrator of the domain named it: the node does not let itself be sent into its own network
  MayBeNear,   // who runs the node did
};

struct Door {
  api::DomainSignIn sign_in;
  Nearness nearness = Nearness::PublicOnly;
  bool operator==(const Door&) const = default;
};

class DoorRepository {
 public:
  virtual ~DoorRepository() = default;
  [[nodiscard]] virtual base::Result<Door> find(std::string_view domain) const = 0;  // local where nothing is set
  // Replaces what was there; a local one is the same as none.
  [[nodiscard]] virtual base::Result<void> put(std::string_view domain, const Door& door) = 0;
};

}  // namespace pratique::storage
