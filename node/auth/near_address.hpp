// Which addresses a door may lead to: what an administrator of one domain names must not send the node into its own network, and a
// password without TLS must not leave the machine. Pure; any thread.
#pragma once

#include <sys/socket.h>

#include <cstdint>

#include "node/auth/door.hpp"

namespace pratique::auth {

enum class Reach : std::uint8_t { Loopback, Near, Public };

// Near: private, link-local, shared, multicast and otherwise not routed addresses (RFC 6890). Also of IPv4 inside IPv6.
[[nodiscard]] Reach reach_of(const sockaddr& address);

[[nodiscard]] bool may_connect(const sockaddr& address, const storage::Door& door, const DoorRules& rules);

}  // namespace pratique::auth
