// The query language that people type and that both client and node understand (node-api.md "Query language").
// Total: any input gives a tree or an error with a byte range. Depth and length are bounded (64 levels, 4,096 bytes).
// OR joins its two neighbours before terms are ANDed: `a OR b c` is (a OR b) and c.
//   invoice from:ann@example.org -subject:"team lunch" status:held,released larger:1M after:2026-11-01 score>7 (a OR b)
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/clock.hpp"

namespace pratique::api::query {

enum class Field : std::uint8_t {
  Words,  // bare words: subject, sender, recipient, attachment names, body
  From,
  To,
  Subject,
  EnvelopeFrom,
  MessageId,
  QueueId,
  Status,
  Class,
  Reason,
  Ip,
  Host,
  Has,
  Is,
  List,
  Size,
  Score,
  Received,
  Wave,  // messages of one wave: its id
};
enum class Comparison : std::uint8_t { Contains, Equal, Less, LessEqual, Greater, GreaterEqual };

struct Span {  // bytes of the input, half open
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

// One condition. `values` are canonical (status:held → "quarantined", kind:newsletter → class "bulk") and ORed;
// numbers and instants are in `number` (bytes, score) and `at`, without values.
//   Received: GreaterEqual (after:), Less (before:), or Equal (on:) = the 24 hours that begin at `at`.
//   Ip: networks in one spelling, "192.0.2.0/24", "2001:db8::1". EnvelopeFrom "<>" is the null reverse-path.
//   Has: "attachment". Is: "unseen", "seen", "worth", "alone"
//   (a wave counts once: its newest message in the caller's scope). List: "allow", "block".
//   Contains and Equal on texts ignore case. A Words value with a blank in it is a phrase.
struct Term {
  Field field = Field::Words;
  Comparison comparison = Comparison::Contains;
  std::vector<std::string> values;
  double number = 0;
  base::WallTime at{};
  bool negated = false;
  Span span;                   // whole term, with its operator and minus
  std::string shown_operator;  // as typed: "kind", for the chip
  std::string shown_value;     // as typed
  bool operator==(const Term&) const = default;
};

struct Node {
  enum class Kind : std::uint8_t { All, Any, Term };
  Kind kind = Kind::All;
  bool negated = false;  // for groups
  std::vector<Node> children;
  Term term;  // kind Term
  bool operator==(const Node&) const = default;
};

struct ParseError {
  Span span;
  std::string code;      // unknown_operator, bad_value, unbalanced_parenthesis, unclosed_quote, too_long, too_deep, empty_group
  std::string expected;  // what could stand there, for people
  bool operator==(const ParseError&) const = default;
};

struct Parsed {
  Node root;                       // All of nothing matches everything
  std::vector<ParseError> errors;  // empty = good; at most 8
  [[nodiscard]] bool ok() const { return errors.empty(); }
};

// `now` and `zone_offset_minutes` (reader's offset east of UTC) turn "yesterday" and "2026-11-01" into instants.
[[nodiscard]] Parsed parse(std::string_view text, base::WallTime now, int zone_offset_minutes);

// A query that means the same, spelled canonically: for URLs and requests. Relative dates become absolute.
[[nodiscard]] std::string print(const Node& root);

// Terms at the top level that have an operator (chips), in order of appearance.
[[nodiscard]] std::vector<Term> chips(const Node& root);

}  // namespace pratique::api::query
