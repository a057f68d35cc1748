#include "node/storage/sqlite/counting.hpp"

namespace pratique::storage::sqlite {
namespace {

// Of what came in the half hours after (or before) that of `at_ms`, and how many of that half hour stand before the place.
base::Result<std::int64_t> rank_by_time(Connection& db, const ScopeFilter& scope, const Condition& condition, api::SortOrder order,
                                        std::int64_t at_ms, std::int64_t id) {
  const bool descending = order == api::SortOrder::Descending;
  const std::int64_t half_hour = floor_divide(at_ms, kHalfHourMs);
  Values values = condition.values;
  values.emplace_back(half_hour);
  TRY(const std::int64_t whole,
      db.integer("SELECT coalesce(sum(n), 0) FROM " + std::string(time_table(scope)) + " WHERE " + scope.predicate() + " AND " +
                     condition.sql + " AND half_hour " + (descending ? ">" : "<") + " ?",
                 values));
  values.back() = descending ? (half_hour + 1) * kHalfHourMs : half_hour * kHalfHourMs;
  values.emplace_back(at_ms);
  values.emplace_back(id);
  TRY(const std::int64_t rest,
      db.integer("SELECT count(*) FROM " + matches_in(scope, condition) + " AND received_at " + (descending ? "<" : ">=") +
                     " ? AND (received_at, id) " + (descending ? ">" : "<") + " (?, ?)",
                 values));
  return whole + rest;
}

}  // namespace

base::Result<Asked> understand(Connection& db, const domain::Scope& scope, const api::query::Node& where) {
  Asked asked;
  TRY(asked.filter, resolve(db, scope));
  TRY(asked.condition, compile(where, asked.filter));
  if (!asked.condition.full_text) return asked;
  TRY_VOID(weigh(db, asked.filter));
  if (asked.filter.holds_much) {
    TRY(asked.condition, compile(where, asked.filter));
  }
  return asked;
}

std::string_view column_of(api::SortKey key) {
  switch (key) {
    case api::SortKey::ReceivedAt:
      return "received_at";
    case api::SortKey::Score:
      return "score";
    case api::SortKey::Sender:
      return "sender_key";
    case api::SortKey::Subject:
      return "subject_key";
    case api::SortKey::Size:
      return "size_bytes";
  }
  return "received_at";
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::string_view time_table(const ScopeFilter& scope) {
  return scope.kind == ScopeFilter::Kind::Recipients ? "recipient_time" : "domain_time";
}

std::string_view time_index(const ScopeFilter& scope) {
  switch (scope.kind) {
    case ScopeFilter::Kind::Everything:
      return "delivery_received";
    case ScopeFilter::Kind::Domains:
      return "delivery_domain_received";
    case ScopeFilter::Kind::Recipients:
      break;
  }
  return "delivery_recipient_received";
}

std::string matches_in(const ScopeFilter& scope, const Condition& condition) {
  std::string table = "delivery";
  if (condition.by_words) {
    table += " INDEXED BY delivery_by_id";
  } else if (condition.only_index_columns && !scope.sees_nothing()) {
    // Left to itself, SQLite takes the index of a comparison (score > 8) and reads a row for each entry.
    table += " INDEXED BY " + std::string(time_index(scope));
  }
  return table + " WHERE " + (condition.by_words ? scope.looked_at() : scope.predicate()) + " AND " + condition.sql;
}

base::Result<std::int64_t> count_in(Connection& db, const ScopeFilter& scope, const Condition& condition) {
  if (scope.sees_nothing()) return 0;
  if (condition.only_tally_columns) {
    return db.integer("SELECT coalesce(sum(n), 0) FROM tally WHERE " + scope.predicate() + " AND " + condition.sql, condition.values);
  }
  return db.integer("SELECT count(*) FROM " + matches_in(scope, condition), condition.values);
}

base::Result<std::int64_t> rank_of(Connection& db, const ScopeFilter& scope, const Condition& condition, api::Sort sort, const Value& value,
                                   std::int64_t id) {
  if (scope.sees_nothing()) return 0;
  const auto* at_ms = std::get_if<std::int64_t>(&value);
  if (sort.key == api::SortKey::ReceivedAt && condition.only_tally_columns && at_ms != nullptr)
    return rank_by_time(db, scope, condition, sort.order, *at_ms, id);
  Values values = condition.values;
  values.push_back(value);
  values.emplace_back(id);
  const std::string_view before = sort.order == api::SortOrder::Descending ? ">" : "<";
  return db.integer(
      "SELECT count(*) FROM " +
          (sort.key == api::SortKey::ReceivedAt || condition.by_words ? matches_in(scope, condition)
                                                                      : "delivery WHERE " + scope.predicate() + " AND " + condition.sql) +
          " AND (" + std::string(column_of(sort.key)) + ", id) " + std::string(before) + " (?, ?)",
      values);
}

base::Result<Shortcut> shortcut(Connection& db, const ScopeFilter& scope, const Condition& condition, api::SortOrder order,
                                std::int64_t skip) {
  const bool descending = order == api::SortOrder::Descending;
  TRY(Rows rows, db.query("SELECT half_hour, n FROM " + std::string(time_table(scope)) + " WHERE " + scope.predicate() + " AND " +
                              condition.sql + " ORDER BY half_hour" + (descending ? " DESC" : ""),
                          condition.values));
  Shortcut out;
  std::int64_t before = 0;  // in the half hours before this one
  std::int64_t half_hour = 0;
  std::int64_t in_it = 0;
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) break;
    if (const std::int64_t next = rows.integer(0); next != half_hour) {
      before += in_it;
      in_it = 0;
      half_hour = next;
    }
    in_it += rows.integer(1);
    if (before + in_it > skip) break;
  }
  // The walk begins with the half hour in which the place lies (or the last one, when there are not so many).
  out.skipped = before;
  out.edge_ms = (descending ? half_hour + 1 : half_hour) * kHalfHourMs;
  return out;
}

}  // namespace pratique::storage::sqlite
