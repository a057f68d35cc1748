// list(), count(), ids(): what walks the indexes. How a page stays fast:
// docs/decisions/0010-a-page-from-one-index.md and 0012-what-a-million-rows-need.md.
#include <algorithm>
#include <limits>

#include "node/storage/sqlite/counting.hpp"
#include "node/storage/sqlite/cursor.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/query_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kMergedScopes = 48;  // more than this many index walks are not worth merging
constexpr std::int64_t kLargestPage = 500;
constexpr std::int64_t kWorthAShortcut = 2000;  // fewer entries are walked sooner than the tallies are read

struct Walk {  // over delivery ids in one direction
  std::string_view column;
  bool descending = true;
  std::optional<std::pair<Value, std::int64_t>> beyond;  // keyset: only what comes after this
  std::int64_t skip = 0;
  std::int64_t limit = 0;
};

// The index walks whose merge is the scope in order: one per recipient or domain; one over everything when that is cheaper.
base::Result<std::vector<std::string>> walk_scopes(Connection& db, const ScopeFilter& scope, std::string_view column, bool in_no_order) {
  ScopeFilter by = scope;
  if (scope.kind == ScopeFilter::Kind::Everything) {
    if (column == "received_at" || in_no_order) return std::vector<std::string>{"1"};
    TRY(const auto domains, all_domains(db, kMergedScopes));
    if (!domains) return std::vector<std::string>{"1"};
    by.kind = ScopeFilter::Kind::Domains;
    by.ids = *domains;
  }
  if (by.ids.empty()) return std::vector<std::string>{"0"};
  if (by.ids.size() > kMergedScopes || in_no_order) return std::vector<std::string>{by.predicate()};
  std::vector<std::string> walks;
  for (const std::int64_t id : by.ids) walks.push_back(std::string(by.column()) + " = " + std::to_string(id));
  return walks;
}

// SQLite merges UNION ALL arms that each come sorted from their own index, and stops at the limit.
base::Result<std::vector<std::int64_t>> walk_ids(Connection& db, const ScopeFilter& scope, const Condition& condition, const Walk& walk) {
  TRY(const auto scopes, walk_scopes(db, scope, walk.column, condition.by_words));
  const std::string column(walk.column);
  // Left to itself, SQLite would rather take the index of a comparison (score > 8) and sort.
  const bool by_time = walk.column == "received_at" && condition.only_index_columns && !scope.sees_nothing();
  const std::string forced = by_time ? " INDEXED BY " + std::string(time_index(scope)) : "";
  std::string sql;
  Values values;
  for (const std::string& one : scopes) {
    sql += sql.empty() ? "" : " UNION ALL ";
    sql += "SELECT id, " + column + " AS k FROM " +
           (condition.by_words ? matches_in(scope, condition) : "delivery" + forced + " WHERE " + one + " AND " + condition.sql);
    values.insert(values.end(), condition.values.begin(), condition.values.end());
    if (!walk.beyond) continue;
    sql += " AND (" + column + ", id) " + (walk.descending ? "<" : ">") + " (?, ?)";
    values.push_back(walk.beyond->first);
    values.emplace_back(walk.beyond->second);
  }
  sql += walk.descending ? " ORDER BY k DESC, id DESC LIMIT ? OFFSET ?" : " ORDER BY k, id LIMIT ? OFFSET ?";
  values.emplace_back(walk.limit);
  values.emplace_back(walk.skip);
  TRY(Rows rows, db.query(sql, values));
  std::vector<std::int64_t> ids;
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return ids;
    ids.push_back(rows.integer(0));
  }
}

base::Result<Value> sort_value_of(Connection& db, api::SortKey key, std::int64_t row) {
  TRY(Rows rows, db.query("SELECT " + std::string(column_of(key)) + " FROM delivery WHERE id = ?", {row}));
  TRY(const bool found, rows.next());
  if (!found) return base::fail(base::ErrorCode::Internal, "The message store changed under a page");
  switch (key) {
    case api::SortKey::Score:
      return Value(rows.real(0));
    case api::SortKey::Sender:
    case api::SortKey::Subject:
      return Value(rows.text(0));
    default:
      return Value(rows.integer(0));
  }
}

base::Result<std::string> mark(Connection& db, api::Sort sort, Towards towards, std::int64_t row) {
  Cursor cursor{sort, towards, {}, row};
  TRY(cursor.value, sort_value_of(db, sort.key, row));
  return encode(cursor);
}

struct PageIds {
  std::vector<std::int64_t> ids;
  std::int64_t offset = 0;
};

base::Result<PageIds> page_at_offset(Connection& db, const ScopeFilter& scope, const Condition& condition, const ListQuery& query,
                                     std::int64_t total) {
  const std::int64_t offset = std::min(query.offset.value_or(0), total);
  const std::int64_t limit = std::min(query.limit, total - offset);
  if (limit <= 0) return PageIds{{}, offset};
  Walk walk{column_of(query.sort.key), query.sort.order == api::SortOrder::Descending, std::nullopt, offset, limit};
  // The second half is reached sooner from the other end.
  const bool from_end = offset > total / 2;
  if (from_end) {
    walk.descending = !walk.descending;
    walk.skip = total - offset - limit;
  }
  if (query.sort.key == api::SortKey::ReceivedAt && condition.only_tally_columns && walk.skip > kWorthAShortcut) {
    const auto order = walk.descending ? api::SortOrder::Descending : api::SortOrder::Ascending;
    TRY(const Shortcut way, shortcut(db, scope, condition, order, walk.skip));
    walk.skip -= way.skipped;
    walk.beyond = walk.descending ? std::pair{Value(way.edge_ms), std::numeric_limits<std::int64_t>::min()}
                                  : std::pair{Value(way.edge_ms - 1), std::numeric_limits<std::int64_t>::max()};
  }
  PageIds page;
  page.offset = offset;
  TRY(page.ids, walk_ids(db, scope, condition, walk));
  if (from_end) std::ranges::reverse(page.ids);
  return page;
}

base::Result<PageIds> page_at_cursor(Connection& db, const ScopeFilter& scope, const Condition& condition, const ListQuery& query) {
  TRY(const Cursor cursor, decode_cursor(*query.cursor, query.sort));
  const bool back = cursor.towards == Towards::Previous;
  const bool descending = query.sort.order == api::SortOrder::Descending;
  const Walk walk{column_of(query.sort.key), descending != back, std::pair{cursor.value, cursor.id}, 0, query.limit};
  PageIds page;
  TRY(page.ids, walk_ids(db, scope, condition, walk));
  if (back) std::ranges::reverse(page.ids);
  if (page.ids.empty()) {
    TRY(page.offset, back ? base::Result<std::int64_t>(0) : rank_of(db, scope, condition, query.sort, cursor.value, cursor.id));
    return page;
  }
  TRY(const Value first, sort_value_of(db, query.sort.key, page.ids.front()));
  TRY(page.offset, rank_of(db, scope, condition, query.sort, first, page.ids.front()));
  return page;
}

// Words find their matches in no order, and the index of another order has not what the condition reads: so all matches are read once,
// counted, and only as far sorted as the page asks.
bool is_read_whole(const Condition& condition, api::SortKey key) {
  if (key == api::SortKey::Sender || key == api::SortKey::Subject) return false;
  return condition.by_words || (key != api::SortKey::ReceivedAt && condition.only_index_columns && !condition.only_tally_columns);
}

struct Match {
  double key = 0;  // times and sizes are exact in it
  std::int64_t id = 0;
  auto operator<=>(const Match&) const = default;
};

base::Result<std::vector<Match>> all_matches(Connection& db, const ScopeFilter& scope, const Condition& condition, api::SortKey key) {
  std::vector<Match> matches;
  if (scope.sees_nothing()) return matches;
  TRY(Rows rows, db.query("SELECT id, " + std::string(column_of(key)) + " FROM " + matches_in(scope, condition), condition.values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return matches;
    matches.push_back({rows.real(1), rows.integer(0)});
  }
}

base::Result<PageIds> page_of_matches(Connection& db, const ScopeFilter& scope, const Condition& condition, const ListQuery& query,
                                      std::int64_t& total) {
  std::optional<Cursor> cursor;
  if (query.cursor) {
    TRY(cursor, decode_cursor(*query.cursor, query.sort).transform([](Cursor read) { return std::optional(std::move(read)); }));
  }
  TRY(std::vector<Match> matches, all_matches(db, scope, condition, query.sort.key));
  total = static_cast<std::int64_t>(matches.size());
  const bool descending = query.sort.order == api::SortOrder::Descending;
  const auto before = [descending](const Match& a, const Match& b) { return descending ? a > b : a < b; };
  std::int64_t first = std::min(query.offset.value_or(0), total);
  std::int64_t last = std::min(first + query.limit, total);
  if (cursor) {
    const auto* number = std::get_if<std::int64_t>(&cursor->value);
    const auto* real = std::get_if<double>(&cursor->value);
    const Match place{number != nullptr ? static_cast<double>(*number) : real != nullptr ? *real : 0, cursor->id};
    const bool back = cursor->towards == Towards::Previous;
    // Before the place, or up to and with it.
    const auto rank =
        std::ranges::count_if(matches, [&](const Match& match) { return back ? before(match, place) : !before(place, match); });
    first = back ? std::max<std::int64_t>(0, rank - query.limit) : rank;
    last = back ? rank : std::min(rank + query.limit, total);
  }
  const auto at = [&matches](std::int64_t rank) { return matches.begin() + static_cast<std::ptrdiff_t>(rank); };
  if (first > 0 && first < total) std::nth_element(matches.begin(), at(first), matches.end(), before);
  std::partial_sort(at(first), at(last), matches.end(), before);
  PageIds page{{}, first};
  for (std::int64_t rank = first; rank < last; ++rank) page.ids.push_back(matches[static_cast<std::size_t>(rank)].id);
  return page;
}

}  // namespace

base::Result<api::MessagePage> SqliteMessageRepository::list(const domain::Scope& scope, const ListQuery& asked) const {
  ListQuery query = asked;
  query.limit = std::clamp<std::int64_t>(asked.limit, 1, kLargestPage);
  if (query.offset && *query.offset < 0) return base::fail(base::ErrorCode::BadInput, "The offset must not be negative", "offset");
  return database_.read([&](Connection& db) -> base::Result<api::MessagePage> {
    TRY(const Asked asked_for, understand(db, scope, query.where));
    const auto& [filter, condition] = asked_for;
    api::MessagePage page;
    PageIds found;
    if (is_read_whole(condition, query.sort.key)) {
      TRY(found, page_of_matches(db, filter, condition, query, page.total));
    } else {
      TRY(page.total, count_in(db, filter, condition));
      TRY(found, query.cursor ? page_at_cursor(db, filter, condition, query) : page_at_offset(db, filter, condition, query, page.total));
    }
    page.offset = found.offset;
    TRY(page.items, load_summaries(db, filter, found.ids));
    if (found.ids.empty()) return page;
    const auto end = page.offset + static_cast<std::int64_t>(found.ids.size());
    if (end < page.total) {
      TRY(page.next, mark(db, query.sort, Towards::Next, found.ids.back()));
    }
    if (page.offset > 0) {
      TRY(page.prev, mark(db, query.sort, Towards::Previous, found.ids.front()));
    }
    return page;
  });
}

base::Result<std::vector<api::MessageSummary>> SqliteMessageRepository::walk(const domain::Scope& scope, const api::query::Node& where,
                                                                             const std::optional<Place>& beyond, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::MessageSummary>> {
    TRY(const Asked asked, understand(db, scope, where));
    const auto& [filter, condition] = asked;
    Walk walk{"received_at", true, std::nullopt, 0, limit};
    if (beyond) walk.beyond = std::pair{value_of(beyond->received_at), row_of(beyond->id)};
    TRY(const auto rows, walk_ids(db, filter, condition, walk));
    return load_summaries(db, filter, rows);
  });
}

base::Result<std::int64_t> SqliteMessageRepository::count(const domain::Scope& scope, const api::query::Node& where) const {
  return database_.read([&](Connection& db) -> base::Result<std::int64_t> {
    TRY(const Asked asked, understand(db, scope, where));
    return count_in(db, asked.filter, asked.condition);
  });
}

base::Result<std::vector<api::MessageId>> SqliteMessageRepository::ids(const domain::Scope& scope, const api::query::Node& where,
                                                                       std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::MessageId>> {
    TRY(const Asked asked, understand(db, scope, where));
    const auto& [filter, condition] = asked;
    TRY(const auto rows, walk_ids(db, filter, condition, Walk{"received_at", false, std::nullopt, 0, limit}));
    std::vector<api::MessageId> out;
    for (const std::int64_t row : rows) out.push_back(message_id_of(row));
    return out;
  });
}

}  // namespace pratique::storage::sqlite
