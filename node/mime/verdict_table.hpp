// What the filters' symbols mean: one row a symbol, the only place that knows their names. Codes: client/api/why_codes.hpp.
// Constant data; any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace pratique::mime {

// What a symbol speaks for; explain.cpp turns the sums of each into class and reason.
enum class Cause : std::uint8_t {
  None,
  Virus,
  BlockedFile,
  EncryptedFile,
  LinkMismatch,
  PhishLink,
  ForgedName,
  ForgedDomain,
  BadLink,
  Bulk,
  KnownSpam,
  BadServer,
  SpamWords,
  SenderBlocked,
  SenderAllowed,
  FilterError,
};

struct SymbolMeaning {
  std::string_view symbol;  // a trailing '*' stands for any ending
  std::string_view meaning_code;
  Cause cause = Cause::None;
};

// The row for a symbol of Rspamd or SpamAssassin; an empty one when it is not known.
[[nodiscard]] SymbolMeaning meaning_of(std::string_view symbol);

}  // namespace pratique::mime
