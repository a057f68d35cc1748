// list(), count(), histogram(), ids(): everything that walks the indexes. How a page stays fast:
// docs/decisions/0010-a-page-from-one-index.md.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "node/storage/sqlite/cursor.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/query_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kMergedScopes = 48;  // more than this many index walks are not worth merging
constexpr std::int64_t kLargestPage = 500;
constexpr std::size_t kHistogramBars = 1000;
constexpr std::size_t kStatuses = 11;

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

struct Walk {  // over delivery ids in one direction
  std::string_view column;
  bool descending = true;
  std::optional<std::pair<Value, std::int64_t>> beyond;  // keyset: only what comes after this
  std::int64_t skip = 0;
  std::int64_t limit = 0;
};

// The index walks whose merge is the scope in order: one per recipient or domain; one over everything when that is cheaper.
base::Result<std::vector<std::string>> walk_scopes(Connection& db, const ScopeFilter& scope, std::string_view column, bool full_text) {
  ScopeFilter by = scope;
  if (scope.kind == ScopeFilter::Kind::Everything) {
    if (column == "received_at" || full_text) return std::vector<std::string>{"1"};
    TRY(const auto domains, all_domains(db, kMergedScopes));
    if (!domains) return std::vector<std::string>{"1"};
    by.kind = ScopeFilter::Kind::Domains;
    by.ids = *domains;
  }
  if (by.ids.empty()) return std::vector<std::string>{"0"};
  if (by.ids.size() > kMergedScopes || full_text) return std::vector<std::string>{by.predicate()};
  std::vector<std::string> walks;
  for (const std::int64_t id : by.ids) walks.push_back(std::string(by.column()) + " = " + std::to_string(id));
  return walks;
}

// SQLite merges UNION ALL arms that each come sorted from their own index, and stops at the limit.
base::Result<std::vector<std::int64_t>> walk_ids(Connection& db, const ScopeFilter& scope, const Condition& condition, const Walk& walk) {
  TRY(const auto scopes, walk_scopes(db, scope, walk.column, condition.full_text));
  const std::string column(walk.column);
  std::string sql;
  Values values;
  for (const std::string& one : scopes) {
    sql += sql.empty() ? "" : " UNION ALL ";
    sql += "SELECT id, " + column + " AS k FROM delivery WHERE " + one + " AND " + condition.sql;
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

base::Result<std::int64_t> count_in(Connection& db, const ScopeFilter& scope, const Condition& condition) {
  if (scope.sees_nothing()) return 0;
  if (condition.only_tally_columns) {
    return db.integer("SELECT coalesce(sum(n), 0) FROM tally WHERE " + scope.predicate() + " AND " + condition.sql, condition.values);
  }
  return db.integer("SELECT count(*) FROM delivery WHERE " + scope.predicate() + " AND " + condition.sql, condition.values);
}

// How many come before (and, in the other direction, after) a place in the order.
base::Result<std::int64_t> rank_of(Connection& db, const ScopeFilter& scope, const Condition& condition, api::Sort sort, const Value& value,
                                   std::int64_t id) {
  Values values = condition.values;
  values.push_back(value);
  values.emplace_back(id);
  const std::string_view before = sort.order == api::SortOrder::Descending ? ">" : "<";
  return db.integer("SELECT count(*) FROM delivery WHERE " + scope.predicate() + " AND " + condition.sql + " AND (" +
                        std::string(column_of(sort.key)) + ", id) " + std::string(before) + " (?, ?)",
                    values);
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

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

base::Result<api::MessagePage> SqliteMessageRepository::list(const domain::Scope& scope, const ListQuery& asked) const {
  ListQuery query = asked;
  query.limit = std::clamp<std::int64_t>(asked.limit, 1, kLargestPage);
  if (query.offset && *query.offset < 0) return base::fail(base::ErrorCode::BadInput, "The offset must not be negative", "offset");
  return database_.read([&](Connection& db) -> base::Result<api::MessagePage> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY(const Condition condition, compile(query.where, filter));
    api::MessagePage page;
    TRY(page.total, count_in(db, filter, condition));
    TRY(const PageIds found,
        query.cursor ? page_at_cursor(db, filter, condition, query) : page_at_offset(db, filter, condition, query, page.total));
    page.offset = found.offset;
    for (const std::int64_t row : found.ids) {
      TRY(api::MessageSummary summary, load_summary(db, filter, row));
      page.items.push_back(std::move(summary));
    }
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

base::Result<std::int64_t> SqliteMessageRepository::count(const domain::Scope& scope, const api::query::Node& where) const {
  return database_.read([&](Connection& db) -> base::Result<std::int64_t> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY(const Condition condition, compile(where, filter));
    return count_in(db, filter, condition);
  });
}

base::Result<api::Histogram> SqliteMessageRepository::histogram(const domain::Scope& scope, const api::query::Node& where,
                                                                api::Bucket bucket, int zone_offset_minutes) const {
  const std::int64_t width = bucket == api::Bucket::Day ? 86'400'000 : 3'600'000;
  const std::int64_t shift = std::int64_t{zone_offset_minutes} * 60'000;
  // Summed here, not by GROUP BY: SQLite would sort every row, since it cannot know that buckets rise with time.
  std::unordered_map<std::int64_t, std::array<std::int64_t, kStatuses>> sums;
  TRY_VOID(database_.read([&](Connection& db) -> base::Result<void> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY(const Condition condition, compile(where, filter));
    if (filter.sees_nothing()) return {};
    TRY(Rows rows,
        db.query("SELECT received_at, status FROM delivery WHERE " + filter.predicate() + " AND " + condition.sql, condition.values));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return {};
      const auto status = static_cast<std::size_t>(rows.integer(1));
      if (status < kStatuses) ++sums[floor_divide(rows.integer(0) + shift, width)][status];
    }
  }));
  api::Histogram histogram;
  histogram.bucket = bucket;
  for (const auto& [number, counts] : std::map(sums.begin(), sums.end())) {
    api::HistogramBar bar;
    bar.begin = base::WallTime(std::chrono::milliseconds(number * width - shift));
    for (std::size_t status = 0; status < kStatuses; ++status) {
      if (counts[status] == 0) continue;
      bar.by_status[static_cast<api::Status>(status)] = counts[status];
      bar.count += counts[status];
    }
    histogram.bars.push_back(std::move(bar));
  }
  if (histogram.bars.size() > kHistogramBars)
    histogram.bars.erase(histogram.bars.begin(), histogram.bars.end() - static_cast<std::ptrdiff_t>(kHistogramBars));
  return histogram;
}

base::Result<std::vector<api::MessageId>> SqliteMessageRepository::ids(const domain::Scope& scope, const api::query::Node& where,
                                                                       std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::MessageId>> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY(const Condition condition, compile(where, filter));
    TRY(const auto rows, walk_ids(db, filter, condition, Walk{"received_at", false, std::nullopt, 0, limit}));
    std::vector<api::MessageId> out;
    for (const std::int64_t row : rows) out.push_back(message_id_of(row));
    return out;
  });
}

}  // namespace pratique::storage::sqlite
