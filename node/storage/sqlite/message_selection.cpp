// selection(): what all that match hold together, in one walk over them.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "node/domain/address.hpp"
#include "node/storage/sqlite/counting.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/policy_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

struct SenderCount {
  std::int64_t count = 0;
  std::int64_t newest_row = 0;
};
using SenderCounts = std::unordered_map<std::string, SenderCount>;

std::size_t over_limit_step(double points) {
  return points < 1 ? 0 : points < 5 ? 1 : points < 10 ? 2 : 3;
}

base::Result<void> name_senders(Connection& db, const SenderCounts& counts, api::SelectionSummary& selection) {
  std::vector<SenderCount> most;
  for (const auto& [key, sender] : counts) most.push_back(sender);
  const auto shown = std::min(most.size(), api::kSelectionSenders);
  // Of equal counts the one heard of last comes first, so that the answer does not depend on chance.
  std::ranges::partial_sort(most, most.begin() + static_cast<std::ptrdiff_t>(shown), [](const SenderCount& a, const SenderCount& b) {
    return std::pair(a.count, a.newest_row) > std::pair(b.count, b.newest_row);
  });
  for (std::size_t i = 0; i < shown; ++i) {
    TRY(Rows rows, db.query("SELECT from_name, from_address FROM delivery WHERE id = ?", {most[i].newest_row}));
    TRY(const bool found, rows.next());
    if (found) selection.senders.push_back({{rows.text(0), rows.text(1)}, most[i].count});
  }
  selection.senders_total = static_cast<std::int64_t>(counts.size());
  return {};
}

}  // namespace

base::Result<api::SelectionSummary> SqliteMessageRepository::selection(const domain::Scope& scope, const api::query::Node& where,
                                                                       std::span<const api::MessageId> except) const {
  std::unordered_set<std::int64_t> left_out;
  for (const api::MessageId& id : except) left_out.insert(row_of(id));
  return database_.read([&](Connection& db) -> base::Result<api::SelectionSummary> {
    TRY(const Asked asked, understand(db, scope, where));
    const auto& [filter, condition] = asked;
    api::SelectionSummary selection;
    if (filter.sees_nothing()) return selection;
    SenderCounts senders;
    TRY(const std::string releasable, releasable_sql(db, scope.role));
    TRY(Rows rows, db.query("SELECT id, class, status, score, threshold, size_bytes, from_address, " + releasable + " FROM " +
                                matches_in(filter, condition),
                            condition.values));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      const std::int64_t row = rows.integer(0);
      if (left_out.contains(row)) continue;
      const auto message_class = enum_of<api::MessageClass>(rows.integer(1));
      ++selection.total;
      ++selection.by_class[message_class];
      if (enum_of<api::Status>(rows.integer(2)) == api::Status::Quarantined && rows.flag(7)) ++selection.releasable;
      const double score = rows.real(3);
      if (score > kNoScore / 2 && !rows.is_null(4)) ++selection.over_limit[over_limit_step(score - rows.real(4))];
      selection.size_bytes += rows.integer(5);
      SenderCount& sender = senders[domain::address_key(rows.text(6))];
      ++sender.count;
      sender.newest_row = std::max(sender.newest_row, row);
    }
    TRY_VOID(name_senders(db, senders, selection));
    return selection;
  });
}

}  // namespace pratique::storage::sqlite
