// What the servers that check passwords for us have in common (imap_door, ldap_door; chosen by Doors). Plain values.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "node/domain/address.hpp"
#include "node/storage/door_repository.hpp"

namespace pratique::auth {

enum class PlainText : std::uint8_t { LoopbackOnly, Anywhere };

struct DoorRules {
  std::chrono::seconds timeout{6};                 // one question, from connecting to the answer; the portal's form waits for 15
  PlainText plain_text = PlainText::LoopbackOnly;  // where a server without TLS may be
};

enum class DoorVerdict : std::uint8_t { Right, Wrong, Unavailable };

struct DoorAnswer {
  DoorVerdict verdict = DoorVerdict::Unavailable;
  std::string trouble;                 // Unavailable: a sentence for the person
  std::string detail;                  // for logs; never the password
  std::vector<std::string> addresses;  // Right: as a directory has them, not yet looked at
};

// The sentences for Unavailable.
inline constexpr std::string_view kDoorDown = "Your mail server does not answer at the moment. Try again in a minute";
inline constexpr std::string_view kDoorSlow = "Your mail server takes too long to answer. Try again in a minute";
inline constexpr std::string_view kDoorTls =
    "Your mail server could not prove who it is, so your password was not sent. Tell whoever runs it";
inline constexpr std::string_view kDoorSetUp =
    "Your mail server could not check the password as it is set up here. Tell your administrator";

// One question: who signs in, and by what.
struct DoorQuestion {
  const storage::Door& door;
  const domain::Address& address;
  const std::string& password;  // not empty, without controls
};

}  // namespace pratique::auth
