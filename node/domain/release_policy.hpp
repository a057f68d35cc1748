// Who may release what, per domain: a right for each role and class of mail. Values; any thread.
// Built in: nobody but an admin lets a virus in; of phishing and blocked files people ask for the release; all else is theirs.
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "client/api/message.hpp"
#include "client/api/session.hpp"

namespace pratique::domain {

class ReleasePolicy {
 public:
  using Key = std::pair<api::Role, api::MessageClass>;

  // A super-admin may always.
  [[nodiscard]] api::ReleaseRight right(api::Role role, api::MessageClass message_class) const;
  void set(api::Role role, api::MessageClass message_class, api::ReleaseRight right);         // the built-in one is forgotten again
  [[nodiscard]] const std::map<Key, api::ReleaseRight>& changes() const { return changes_; }  // what differs from the built-in policy
  bool operator==(const ReleasePolicy&) const = default;

  [[nodiscard]] static api::ReleaseRight built_in(api::Role role, api::MessageClass message_class);

 private:
  std::map<Key, api::ReleaseRight> changes_;
};

// Held whatever an allow entry says: a known sender's account may be in other hands.
[[nodiscard]] bool is_held_despite_lists(api::MessageClass message_class);

// What an item of a release says that the policy does not permit; empty for Self.
[[nodiscard]] std::string_view refusal_of(api::ReleaseRight right);

}  // namespace pratique::domain
