#include "node/auth/near_address.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace pratique::auth {
namespace {

struct Network {
  std::uint32_t prefix;
  int bits;
};

// RFC 6890 and RFC 5771, all but 127.0.0.0/8.
constexpr std::array<Network, 13> kNotPublic{{{0x00000000, 8},
                                              {0x0a000000, 8},
                                              {0x64400000, 10},
                                              {0xa9fe0000, 16},
                                              {0xac100000, 12},
                                              {0xc0000000, 24},
                                              {0xc0000200, 24},
                                              {0xc0a80000, 16},
                                              {0xc6120000, 15},
                                              {0xc6336400, 24},
                                              {0xcb007100, 24},
                                              {0xe0000000, 4},
                                              {0xf0000000, 4}}};

Reach reach_of_v4(std::uint32_t address) {
  if (address >> 24 == 127) return Reach::Loopback;
  const bool is_near =
      std::ranges::any_of(kNotPublic, [address](const Network& net) { return (address ^ net.prefix) >> (32 - net.bits) == 0; });
  return is_near ? Reach::Near : Reach::Public;
}

std::uint32_t v4_in(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

Reach reach_of_v6(const in6_addr& address) {
  const unsigned char* bytes = address.s6_addr;
  if (IN6_IS_ADDR_LOOPBACK(&address)) return Reach::Loopback;
  if (IN6_IS_ADDR_V4MAPPED(&address)) return reach_of_v4(v4_in(bytes + 12));
  if (bytes[0] == 0x00 && bytes[1] == 0x64 && bytes[2] == 0xff && bytes[3] == 0x9b) return reach_of_v4(v4_in(bytes + 12));  // RFC 6052
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return reach_of_v4(v4_in(bytes + 2));                                           // 6to4
  // Of the whole space only 2000::/3 is routed; 2001:db8::/32 is for documents.
  const bool is_document = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && bytes[3] == 0xb8;
  return bytes[0] >> 5 == 1 && !is_document ? Reach::Public : Reach::Near;
}

}  // namespace

Reach reach_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return reach_of_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return Reach::Near;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return reach_of_v6(v6.sin6_addr);
}

bool may_connect(const sockaddr& address, const storage::Door& door, const DoorRules& rules) {
  const Reach reach = reach_of(address);
  if (door.nearness == storage::Nearness::PublicOnly && reach != Reach::Public) return false;
  const bool is_plain = door.sign_in.tls == api::ServerTls::None;
  return !is_plain || reach == Reach::Loopback || rules.plain_text == PlainText::Anywhere;
}

}  // namespace pratique::auth
