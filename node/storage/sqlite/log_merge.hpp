// What a fact of the delivery log changes in a row that is there: pure rules on plain values. Any thread.
#pragma once

#include "node/storage/log_repository.hpp"

namespace pratique::storage::sqlite {

// How the fact was found to belong to the row.
enum class Kinship : std::uint8_t {
  Same,        // the same queue id
  NewAttempt,  // the sender tries again what was put off
  Other,       // an earlier attempt of it, or a released message on its way from Postfix to the mailbox
};

struct Known {
  api::MessageSummary summary;
  bool has_source = false;  // its bytes are kept here: then they say what the message is, and people what becomes of it
};

// The row as it is afterwards. Statuses only move forward: a late "accepted" never undoes "delivered".
[[nodiscard]] api::MessageSummary merged(const Known& known, const LogFact& fact, Kinship kinship);

// Whether the fact's verdict becomes the row's.
[[nodiscard]] bool takes_why(const Known& known, const LogFact& fact);

// The same network as far as retries go: /24 or /64. False when either is not known.
[[nodiscard]] bool same_client_network(std::string_view a, std::string_view b);

}  // namespace pratique::storage::sqlite
