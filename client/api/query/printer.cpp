#include "client/api/query.hpp"
#include "client/api/query/values.hpp"
#include "client/api/query/vocabulary.hpp"
#include "client/base/text.hpp"

namespace pratique::api::query {
namespace {

// Only what no rule of the parser could read otherwise stays without quotes.
bool is_plain(std::string_view value, bool word) {
  if (value.empty() || (word && (value == "OR" || value == "AND" || value.starts_with('-')))) return false;
  for (base::CodePoint point : base::code_points(value)) {
    const char32_t c = point.value;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c > 0xA0 && c != 0x3000);
    if (letter || c == '.' || c == '_' || c == '@' || c == '-' || c == '+' || c == '/') continue;
    if (!word && (c == ':' || c == '<' || c == '>' || c == '=')) continue;
    return false;
  }
  return true;
}

void append_value(std::string& out, std::string_view value, bool word) {
  if (is_plain(value, word)) {
    out += value;
    return;
  }
  out.push_back('"');
  for (char c : value) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  out.push_back('"');
}

void append_term(std::string& out, const Term& term) {
  if (term.negated) out.push_back('-');
  out += operator_name(term);
  if (term.field == Field::Received) {
    out += base::format_rfc3339(term.at);
  } else if (term.field == Field::Score || term.field == Field::Size) {
    out += print_number(term.number);
  } else {
    for (std::size_t i = 0; i < term.values.size(); ++i) {
      if (i > 0) out.push_back(',');
      append_value(out, term.values[i], term.field == Field::Words);
    }
  }
}

void append_node(std::string& out, const Node& node);

void append_children(std::string& out, const Node& node) {
  bool first = true;
  for (const Node& child : node.children) {
    if (!first) out += node.kind == Node::Kind::Any ? " OR " : " ";
    first = false;
    append_node(out, child);
  }
}

void append_node(std::string& out, const Node& node) {
  if (node.kind == Node::Kind::Term) return append_term(out, node.term);
  if (node.negated) out.push_back('-');
  out.push_back('(');
  append_children(out, node);
  out.push_back(')');
}

}  // namespace

std::string print(const Node& root) {
  std::string out;
  if (root.kind == Node::Kind::All && !root.negated) {
    append_children(out, root);
  } else {
    append_node(out, root);
  }
  return out;
}

std::vector<Term> chips(const Node& root) {
  std::vector<Term> out;
  for (const Node& child : root.children) {
    if (child.kind == Node::Kind::Term && child.term.field != Field::Words) out.push_back(child.term);
  }
  return out;
}

}  // namespace pratique::api::query
