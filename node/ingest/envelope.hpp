// What came with a message but is not in it: sender, recipients, and what Postfix tells about the client (XFORWARD).
// Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "node/domain/address.hpp"

namespace pratique::ingest {

struct Xforward {  // https://www.postfix.org/XFORWARD_README.html; empty = not said or [UNAVAILABLE]
  std::string name;
  std::string address;  // without the IPV6: prefix
  std::string port;
  std::string protocol;
  std::string helo;
  std::string ident;  // the queue id: idempotency key with the recipient
  std::string source;
  bool operator==(const Xforward&) const = default;
};

struct Envelope {
  std::string sender;                       // empty = null reverse-path
  std::vector<domain::Address> recipients;  // as people know them: the quarantine form is undone
  Xforward client;
};

}  // namespace pratique::ingest
