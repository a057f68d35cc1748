// The grammar of LMTP commands (RFC 5321 §4.1, RFC 2033, RFC 3461 xtext, XFORWARD). Pure functions, total; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "node/ingest/envelope.hpp"

namespace pratique::ingest {

struct CommandLine {
  std::string verb;           // upper case
  std::string_view argument;  // trimmed
};
[[nodiscard]] CommandLine split_command(std::string_view line);

struct Path {
  std::string text;                                             // between the angle brackets, source route removed; empty = <>
  std::vector<std::pair<std::string, std::string>> parameters;  // keyword in upper case, value
};
// "FROM:<a@b> SIZE=1 BODY=8BITMIME" with `keyword` "FROM:"; nullopt when it has no path in angle brackets.
[[nodiscard]] std::optional<Path> parse_path(std::string_view argument, std::string_view keyword);

// RFC 3461 §4: "+2B" is '+'. nullopt when malformed.
[[nodiscard]] std::optional<std::string> decode_xtext(std::string_view text);

// Sets what the command names; false when an attribute or its encoding is not known.
[[nodiscard]] bool apply_xforward(std::string_view argument, Xforward& client);

}  // namespace pratique::ingest
