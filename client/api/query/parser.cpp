// Recursive descent over
//   query := any*                      all must hold
//   any   := unit ("OR" unit)*         OR takes its two neighbours, as people know it from web and mail search
//   unit  := "-"* ( "(" query ")" | term )
//   term  := operator (":" | "<" | ">" | "=" …) value ("," value)* | word | "phrase"
#include <array>
#include <utility>

#include "client/api/query.hpp"
#include "client/api/query/values.hpp"
#include "client/api/query/vocabulary.hpp"
#include "client/base/text.hpp"

namespace pratique::api::query {
namespace {

constexpr std::size_t kMaxBytes = 4096;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxErrors = 8;

// Bytes of blank at `at`, 0 if none. CJK keyboards type U+3000 between words; pages paste U+00A0.
std::size_t blank_bytes(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= 0x20 || byte == 0x7F) return 1;
  const base::CodePoint point = base::code_point_at(text, at);
  return point.valid && (point.value == 0xA0 || point.value == 0x3000) ? point.bytes : 0;
}

bool is_operator_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

struct Value {
  std::string text;  // one line, valid UTF-8
  Span span;
};

class Parser {
 public:
  Parser(std::string_view text, base::WallTime now, int zone_offset_minutes) : text_(text), now_(now), zone_(zone_offset_minutes) {}

  Parsed run() {
    if (text_.size() > kMaxBytes) {
      fail({kMaxBytes, text_.size()}, "too_long", "at most 4,096 bytes");
      return std::move(parsed_);
    }
    while (true) {
      append_all(parsed_.root, parse_query(0));
      if (at_ >= text_.size()) break;
      fail({at_, at_ + 1}, "unbalanced_parenthesis", "an opening parenthesis before it");
      ++at_;
    }
    return std::move(parsed_);
  }

 private:
  void fail(Span span, std::string_view code, std::string_view expected) {
    if (!stopped_ && parsed_.errors.size() < kMaxErrors) parsed_.errors.push_back({span, std::string(code), std::string(expected)});
  }
  void skip_blanks() {
    while (at_ < text_.size()) {
      const std::size_t bytes = blank_bytes(text_, at_);
      if (bytes == 0) return;
      at_ += bytes;
    }
  }
  [[nodiscard]] bool at_end_of_query() {
    skip_blanks();
    return at_ >= text_.size() || text_[at_] == ')';
  }
  // A keyword stands alone: "OR" but neither "ORDER" nor "or".
  bool take_keyword(std::string_view keyword) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(keyword)) return false;
    const std::size_t after = at_ + keyword.size();
    if (after < text_.size() && text_[after] != '(' && text_[after] != ')' && blank_bytes(text_, after) == 0) return false;
    at_ = after;
    return true;
  }

  static void append_all(Node& all, Node child) {
    if (child.kind == Node::Kind::All && !child.negated) {
      for (Node& grandchild : child.children) all.children.push_back(std::move(grandchild));
    } else {
      all.children.push_back(std::move(child));
    }
  }
  // Groups of one are that one; a group directly inside its own kind melts into it: each meaning has one tree.
  static Node simplified(Node group) {
    if (group.children.size() != 1) return group;
    Node only = std::move(group.children[0]);
    return group.negated ? negate(std::move(only)) : only;
  }
  static Node negate(Node node) {
    bool& negated = node.kind == Node::Kind::Term ? node.term.negated : node.negated;
    negated = !negated;
    return node;
  }

  Node parse_query(int depth) {
    Node all;
    while (!at_end_of_query()) {
      if (take_keyword("AND")) continue;
      if (auto any = parse_any(depth)) append_all(all, *std::move(any));
    }
    return all;
  }

  std::optional<Node> parse_any(int depth) {
    Node any;
    any.kind = Node::Kind::Any;
    while (true) {
      const std::size_t begin = (skip_blanks(), at_);
      if (take_keyword("OR")) {  // nothing before it
        fail({begin, at_}, "empty_group", "a word on both sides of OR");
        if (at_end_of_query()) break;
        continue;
      }
      if (auto unit = parse_unit(depth)) {
        if (unit->kind == Node::Kind::Any && !unit->negated) {
          for (Node& child : unit->children) any.children.push_back(std::move(child));
        } else {
          any.children.push_back(*std::move(unit));
        }
      }
      const std::size_t keyword = (skip_blanks(), at_);
      if (!take_keyword("OR")) break;
      if (at_end_of_query()) {
        fail({keyword, keyword + 2}, "empty_group", "a word on both sides of OR");
        break;
      }
    }
    if (any.children.empty()) return std::nullopt;
    return simplified(std::move(any));
  }

  std::optional<Node> parse_unit(int depth) {
    const std::size_t begin = at_;
    bool negated = false;
    while (text_[at_] == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ')' && blank_bytes(text_, at_ + 1) == 0) {
      negated = !negated;
      ++at_;
    }
    auto unit = text_[at_] == '(' ? parse_group(depth) : parse_term(begin);
    if (unit && negated) return negate(*std::move(unit));
    return unit;
  }

  std::optional<Node> parse_group(int depth) {
    const std::size_t open = at_++;
    if (depth >= kMaxDepth) {
      fail({open, open + 1}, "too_deep", "at most 64 parentheses inside each other");
      at_ = text_.size();
      stopped_ = true;  // the groups around it would only complain about what was not read
      return std::nullopt;
    }
    Node group = parse_query(depth + 1);
    if (at_ < text_.size()) {
      ++at_;
    } else {
      fail({open, open + 1}, "unbalanced_parenthesis", "a closing parenthesis after it");
    }
    if (group.children.empty()) {
      fail({open, at_}, "empty_group", "a word between the parentheses");
      return std::nullopt;
    }
    return simplified(std::move(group));
  }

  std::optional<Node> parse_term(std::size_t begin) {
    std::size_t end = at_;
    while (end < text_.size() && is_operator_letter(text_[end])) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    const char sign = end < text_.size() ? text_[end] : '\0';
    const bool address = text_.substr(end).starts_with("://") && find_operator(name) == nullptr;  // a pasted link is a word
    if (!name.empty() && sign == ':' && !address) {
      at_ = end + 1;
      return parse_operator(begin, name, {end - name.size(), end});
    }
    const Operator* op = sign == '<' || sign == '>' || sign == '=' ? find_operator(name) : nullptr;
    if (op != nullptr && (op->name == "score" || op->name == "size")) {
      at_ = end;
      return parse_operator(begin, name, {end - name.size(), end});
    }
    return parse_word(begin);
  }

  std::optional<Node> parse_word(std::size_t begin) {
    const Value value = take_value(/*comma_ends=*/false);
    if (value.text.empty()) return std::nullopt;
    Node node = term_node(begin);
    node.term.shown_value = value.text;
    node.term.values = {value.text};
    return node;
  }

  Node term_node(std::size_t begin) {
    Node node;
    node.kind = Node::Kind::Term;
    node.term.span = {begin, at_};
    return node;
  }

  std::optional<Node> parse_operator(std::size_t begin, std::string_view name, Span name_span) {
    const Operator* op = find_operator(name);
    Comparison comparison = op != nullptr ? op->comparison : Comparison::Contains;
    if (op != nullptr && (op->kind == ValueKind::Score || op->kind == ValueKind::Size)) take_sign(comparison);
    const std::size_t values_begin = at_;
    const std::vector<Value> values = take_values();
    if (op == nullptr) {
      fail(name_span, "unknown_operator", expected_operators());
      return std::nullopt;
    }
    Node node = term_node(begin);
    node.term.field = op->field;
    node.term.comparison = comparison;
    node.term.shown_operator = name;
    node.term.shown_value = base::to_one_line(text_.substr(values_begin, at_ - values_begin));
    if (values.empty()) fail({begin, at_}, "bad_value", expected_values(op->field, op->kind));
    if (values.empty() || !fill(node.term, *op, values)) return std::nullopt;
    return node;
  }

  void take_sign(Comparison& comparison) {
    using enum Comparison;
    constexpr std::array<std::pair<std::string_view, Comparison>, 5> kSigns = {
        {{">=", GreaterEqual}, {"<=", LessEqual}, {">", Greater}, {"<", Less}, {"=", Equal}}};
    for (const auto& [sign, meaning] : kSigns) {
      if (text_.substr(at_).starts_with(sign)) {
        comparison = meaning;
        at_ += sign.size();
        return;
      }
    }
  }

  bool fill(Term& term, const Operator& op, const std::vector<Value>& values) {
    auto bad = [&](const Value& value) {
      fail(value.span, "bad_value", expected_values(op.field, op.kind));
      return false;
    };
    const bool single = op.kind == ValueKind::Size || op.kind == ValueKind::Score || op.kind == ValueKind::Date;
    if (single && values.size() > 1) return bad(values[1]);
    for (const Value& value : values) {
      std::optional<std::string> word = value.text;
      std::optional<double> number = 0;
      std::optional<base::WallTime> at = base::WallTime{};
      switch (op.kind) {
        case ValueKind::Text:
          word = canonical_text(op.field, value.text);
          break;
        case ValueKind::Word:
          word = canonical_word(op.field, value.text);
          break;
        case ValueKind::Ip:
          word = canonical_network(value.text);
          break;
        case ValueKind::Size:
          number = parse_size(value.text);
          break;
        case ValueKind::Score:
          number = parse_score(value.text);
          break;
        case ValueKind::Date:
          at = parse_date(value.text, now_, zone_);
          break;
      }
      if (!word || !number || !at) return bad(value);
      term.number = *number;
      term.at = *at;
      if (!single) term.values.push_back(*std::move(word));
    }
    return true;
  }

  // People paste ids with their angle brackets; "<>" alone stays: it is the null reverse-path.
  static std::string canonical_text(Field field, std::string_view text) {
    if (field == Field::MessageId && text.size() > 2 && text.starts_with('<') && text.ends_with('>'))
      return std::string(text.substr(1, text.size() - 2));
    if (field == Field::Reason) return base::to_lower_ascii(text);
    return std::string(text);
  }

  std::vector<Value> take_values() {
    std::vector<Value> values;
    while (at_ < text_.size()) {
      Value value = take_value(/*comma_ends=*/true);
      if (!value.text.empty()) values.push_back(std::move(value));
      if (at_ >= text_.size() || text_[at_] != ',') break;
      ++at_;
    }
    return values;
  }

  Value take_value(bool comma_ends) {
    if (at_ < text_.size() && text_[at_] == '"') return take_quoted();
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '(' || c == ')' || c == '"' || (comma_ends && c == ',') || blank_bytes(text_, at_) > 0) break;
      at_ += base::code_point_at(text_, at_).bytes;
    }
    return {base::to_one_line(text_.substr(begin, at_ - begin)), {begin, at_}};
  }

  Value take_quoted() {
    const std::size_t begin = at_++;
    std::string raw;
    while (at_ < text_.size() && text_[at_] != '"') {
      const bool escape = text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
      if (escape) ++at_;
      raw.push_back(text_[at_++]);
    }
    if (at_ < text_.size()) {
      ++at_;
    } else {
      fail({begin, text_.size()}, "unclosed_quote", "a closing quotation mark");
    }
    return {base::to_one_line(raw), {begin, at_}};
  }

  std::string_view text_;
  base::WallTime now_;
  int zone_;
  std::size_t at_ = 0;
  bool stopped_ = false;
  Parsed parsed_;
};

}  // namespace

Parsed parse(std::string_view text, base::WallTime now, int zone_offset_minutes) {
  return Parser(text, now, zone_offset_minutes).run();
}

}  // namespace pratique::api::query
