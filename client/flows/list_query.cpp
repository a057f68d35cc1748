#include "client/flows/list_query.hpp"

#include <algorithm>

#include "client/api/query.hpp"
#include "client/base/text.hpp"

namespace pratique::flows {
namespace {

using api::query::Field;
using api::query::Node;

bool names(const Node& node, Field field) {
  if (node.kind == Node::Kind::Term) return node.term.field == field;
  return std::ranges::any_of(node.children, [&](const Node& child) { return names(child, field); });
}

Node implied(Field field, const char* word) {
  Node node;
  node.kind = Node::Kind::Term;
  node.term.field = field;
  node.term.comparison = api::query::Comparison::Equal;
  node.term.values.emplace_back(word);
  return node;
}

base::Error error_of(const api::query::ParseError& wrong) {
  base::Error error;
  error.code = base::ErrorCode::BadInput;
  error.message = "Expected " + wrong.expected;
  error.field = "q";
  base::append_integer(error.detail, static_cast<std::int64_t>(wrong.span.begin));
  error.detail.push_back('-');
  base::append_integer(error.detail, static_cast<std::int64_t>(wrong.span.end));
  return error;
}

}  // namespace

base::Result<ListQueries> list_queries(const store::Route& route, Waves waves, base::WallTime now, int zone_offset_minutes) {
  auto parsed = api::query::parse(route.query, now, zone_offset_minutes);
  if (!parsed.ok()) return std::unexpected(error_of(parsed.errors.front()));
  ListQueries queries;
  queries.plain = parsed.root.children.empty();
  queries.held_only = route.place == store::Place::Quarantine && !names(parsed.root, Field::Status);
  if (queries.held_only) parsed.root.children.push_back(implied(Field::Status, "quarantined"));
  queries.matching = api::query::print(parsed.root);
  if (waves == Waves::Grouped && !names(parsed.root, Field::Wave)) {
    parsed.root.children.push_back(implied(Field::Is, "alone"));
    queries.plain = false;  // whether a new one is of a wave, only the node can say
  }
  queries.list = api::query::print(parsed.root);
  const bool by_status = route.place == store::Place::Log;  // its legend filters by status, so it counts them all
  std::erase_if(parsed.root.children, [&](const Node& node) {
    return node.kind == Node::Kind::Term && (node.term.field == Field::Received || (by_status && node.term.field == Field::Status));
  });
  queries.histogram = api::query::print(parsed.root);
  return queries;
}

}  // namespace pratique::flows
