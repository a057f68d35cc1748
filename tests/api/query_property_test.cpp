// Printing and reading again give the same tree, for trees grown at random and for whatever the parser makes of random text.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "client/api/query.hpp"
#include "client/base/text.hpp"
#include "tests/support/sample_messages.hpp"

using namespace pratique;
using namespace pratique::api::query;

namespace {

const base::WallTime kNow = test::time_at("2026-11-22T10:00:00Z");

void forget_spelling(Node& node) {
  node.term.span = {};
  node.term.shown_operator.clear();
  node.term.shown_value.clear();
  for (Node& child : node.children) forget_spelling(child);
}

Node meaning(Node node) {
  forget_spelling(node);
  return node;
}

class Grower {
 public:
  explicit Grower(unsigned seed) : random_(seed) {}
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  Node root() {
    Node root;
    for (int i = below(5); i > 0; --i) root.children.push_back(child(Node::Kind::All, 0));
    return root;
  }

  std::string text() {
    static const char* const pieces[] = {
        "from:",  "to:",     "status:", "held",   "released", ",",    "\"",     "(",     ")",          " ",          "-",
        " OR ",   "OR",      "score>",  "size<=", "7.5",      "1M",   "after:", "today", "2026-11-01", "ip:",        "192.0.2.0/24",
        "::1",    "invoice", "請求書",  "\u3000", "\\",       "\xFF", "\xC3",   "\n",    "kind:",      "newsletter", "is:",
        "unseen", ":",       "<",       ">",      "=",        "AND",  "on:",    "3d",    "\u00A0"};
    std::string out;
    for (int i = below(25); i > 0; --i) out += pieces[below(static_cast<int>(std::size(pieces)))];
    return out;
  }

 private:
  // Of another kind than its parent and never of one child: the shape that each meaning has exactly once.
  Node child(Node::Kind parent, int depth) {
    if (depth > 5 || below(3) > 0) return term();
    Node group;
    group.negated = below(3) == 0;
    group.kind = parent == Node::Kind::All ? Node::Kind::Any : Node::Kind::All;
    if (group.negated && below(2) == 0) group.kind = parent;
    for (int i = 2 + below(3); i > 0; --i) group.children.push_back(child(group.kind, depth + 1));
    return group;
  }

  Node term() {
    Node node;
    node.kind = Node::Kind::Term;
    Term& t = node.term;
    t.negated = below(4) == 0;
    switch (below(7)) {
      case 0:
        t.field = Field::From;
        t.values = {word(), word()};
        break;
      case 1:
        t.field = Field::Status;
        t.comparison = Comparison::Equal;
        t.values = {"quarantined", "removed"};
        break;
      case 2:
        t.field = Field::Score;
        t.comparison = static_cast<Comparison>(1 + below(5));
        t.number = (below(2'000'001) - 1'000'000) / 1e3;
        break;
      case 3:
        t.field = Field::Size;
        t.comparison = static_cast<Comparison>(1 + below(5));
        t.number = below(1'000'000'000);
        break;
      case 4:
        t.field = Field::Received;
        t.comparison = below(2) == 0 ? Comparison::GreaterEqual : below(2) == 0 ? Comparison::Less : Comparison::Equal;
        t.at = kNow - std::chrono::milliseconds(below(2'000'000'000));
        break;
      case 5:
        t.field = Field::MessageId;
        t.comparison = Comparison::Equal;
        t.values = {"a@b"};
        break;
      default:
        t.values = {word()};
        break;
    }
    return node;
  }

  std::string word() {
    static const char* const letters[] = {"a", "b",    "OR", "AND", "-",  ":", "\"", "\\", ",", "(",
                                          ")", "from", "é",  "書",  "😀", "<", ">",  "=",  "/", "."};
    std::string out;
    for (int i = 1 + below(4); i > 0; --i) out += letters[below(static_cast<int>(std::size(letters)))];
    if (below(4) == 0) out += " z";
    return out;
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("A query grown at random reads back as the same tree") {
  Grower grower(20261122);
  for (int i = 0; i < 4000; ++i) {
    const Node grown = grower.root();
    const std::string printed = print(grown);
    if (printed.size() > 4096) continue;
    const Parsed parsed = parse(printed, kNow, 0);
    if (!parsed.ok() || meaning(parsed.root) != meaning(grown)) FAIL("round " << i << ": " << printed << " became " << print(parsed.root));
  }
}

TEST_CASE("Any text gives a tree that prints, reads back and prints alike; spans stay inside the text") {
  Grower grower(7);
  int good = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = grower.text();
    const Parsed parsed = parse(text, kNow, 60);
    for (const ParseError& error : parsed.errors) {
      if (error.span.begin > error.span.end || error.span.end > text.size()) FAIL("span outside: " << text);
    }
    for (const Term& chip : chips(parsed.root)) {
      if (chip.span.begin >= chip.span.end || chip.span.end > text.size()) FAIL("span outside: " << text);
    }
    good += parsed.ok() ? 1 : 0;
    const std::string printed = print(parsed.root);
    CHECK(base::is_utf8(printed));
    const Parsed again = parse(printed, kNow, 0);
    if (!again.ok() || meaning(again.root) != meaning(parsed.root) || print(again.root) != printed) {
      FAIL("round " << i << ": " << text << " became " << printed << " became " << print(again.root));
    }
  }
  CHECK(good > 1000);  // the generator makes good queries too, not only errors
}

TEST_CASE("Every pair of bytes is survived") {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text = {static_cast<char>(a), static_cast<char>(b)};
      if (!parse(print(parse(text, kNow, 0).root), kNow, 0).ok()) FAIL("bytes " << a << " " << b);
    }
  }
}
