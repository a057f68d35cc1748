#include "client/flows/list_query.hpp"

#include <algorithm>

#include "client/api/query.hpp"
#include "client/base/text.hpp"

namespace pratique::flows {
namespace {

using api::query::Field;
using api::query::Node;

bool names_status(const Node& node) {
  if (node.kind == Node::Kind::Term) return node.term.field == Field::Status;
  return std::ranges::any_of(node.children, names_status);
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

base::Result<ListQueries> list_queries(const store::Route& route, base::WallTime now, int zone_offset_minutes) {
  auto parsed = api::query::parse(route.query, now, zone_offset_minutes);
  if (!parsed.ok()) return std::unexpected(error_of(parsed.errors.front()));
  ListQueries queries;
  queries.plain = parsed.root.children.empty();
  queries.held_only = route.place == store::Place::Quarantine && !names_status(parsed.root);
  if (queries.held_only) {
    Node held;
    held.kind = Node::Kind::Term;
    held.term.field = Field::Status;
    held.term.comparison = api::query::Comparison::Equal;
    held.term.values.emplace_back("quarantined");
    parsed.root.children.push_back(std::move(held));
  }
  queries.list = api::query::print(parsed.root);
  std::erase_if(parsed.root.children, [](const Node& node) { return node.kind == Node::Kind::Term && node.term.field == Field::Received; });
  queries.histogram = api::query::print(parsed.root);
  return queries;
}

}  // namespace pratique::flows
