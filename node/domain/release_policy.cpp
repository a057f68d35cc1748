#include "node/domain/release_policy.hpp"

namespace pratique::domain {

using api::MessageClass;
using api::ReleaseRight;
using api::Role;

ReleaseRight ReleasePolicy::built_in(Role role, MessageClass message_class) {
  if (role == Role::SuperAdmin || role == Role::Admin) return ReleaseRight::Self;
  if (message_class == MessageClass::Virus) return ReleaseRight::Nobody;
  const bool is_risky = message_class == MessageClass::Phish || message_class == MessageClass::Policy;
  return is_risky && role == Role::Email ? ReleaseRight::Request : ReleaseRight::Self;
}

ReleaseRight ReleasePolicy::right(Role role, MessageClass message_class) const {
  if (role == Role::SuperAdmin) return ReleaseRight::Self;
  const auto changed = changes_.find({role, message_class});
  return changed == changes_.end() ? built_in(role, message_class) : changed->second;
}

void ReleasePolicy::set(Role role, MessageClass message_class, ReleaseRight right) {
  if (role == Role::SuperAdmin) return;
  if (right == built_in(role, message_class))
    changes_.erase({role, message_class});
  else
    changes_[{role, message_class}] = right;
}

bool is_held_despite_lists(MessageClass message_class) {
  return message_class == MessageClass::Virus || message_class == MessageClass::Phish || message_class == MessageClass::Policy;
}

std::string_view refusal_of(ReleaseRight right) {
  switch (right) {
    case ReleaseRight::Self:
      return {};
    case ReleaseRight::Request:
      return "Mail of this kind is released by an administrator of your domain: ask for it";
    case ReleaseRight::Nobody:
      break;
  }
  return "Your domain does not let you release mail of this kind";
}

}  // namespace pratique::domain
