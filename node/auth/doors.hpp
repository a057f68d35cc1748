// Which passwords are checked by a domain's own server, and asking it. Also the rules for what an administrator may set.
// ask() blocks for about the rules' timeout; never on a thread that others wait for. Any thread. Outlived by the repositories.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/base/result.hpp"
#include "node/auth/door.hpp"
#include "node/storage/account_repository.hpp"
#include "node/storage/door_repository.hpp"

namespace pratique::auth {

struct Elsewhere {  // where a login's password is checked
  domain::Address address;
  storage::Door door;
};

class Doors {
 public:
  Doors(storage::DoorRepository& doors, DoorRules rules) : doors_(doors), rules_(rules) {}

  // Nothing: here. `known`: the account of that login, or null. Elsewhere are only mailboxes of a domain with a door, without a password
  // of their own here, whose every address the same door answers for: or one domain's server could open another's mail.
  [[nodiscard]] base::Result<std::optional<Elsewhere>> elsewhere(std::string_view login, const storage::User* known) const;

  // Right: the addresses are those that the account is to have from now on; empty: as they are.
  [[nodiscard]] DoorAnswer ask(const Elsewhere& elsewhere, const std::string& password) const;

 private:
  [[nodiscard]] bool answers_for(const Elsewhere& elsewhere, std::string_view address) const;

  storage::DoorRepository& doors_;
  DoorRules rules_;
};

// What was asked for, normalised and completed from what is stored (`before`); BadInput names the field.
[[nodiscard]] base::Result<storage::Door> checked_door(api::DomainSignIn wanted, const storage::Door& before, storage::Nearness nearness);

}  // namespace pratique::auth
