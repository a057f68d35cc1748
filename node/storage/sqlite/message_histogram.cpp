// histogram(): from the tallies by half hour where only status and class are asked for, else from one walk over what matches.
#include <array>
#include <map>

#include "node/storage/sqlite/counting.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kHistogramBars = 1000;
constexpr std::size_t kStatuses = 11;

// Summed here, not by GROUP BY: SQLite would sort every row, since it cannot know that buckets rise with time.
class Bars {
 public:
  Bars(std::int64_t width_ms, std::int64_t shift_ms) : width_ms_(width_ms), shift_ms_(shift_ms) {}

  void add(std::int64_t at_ms, std::int64_t status, std::int64_t n) {
    if (n == 0 || status < 0 || static_cast<std::size_t>(status) >= kStatuses) return;
    const std::int64_t number = floor_divide(at_ms + shift_ms_, width_ms_);
    // Most come in the order of time: the same bar as the one before.
    if (last_ == nullptr || number != last_number_) {
      last_ = &sums_[number];
      last_number_ = number;
    }
    (*last_)[static_cast<std::size_t>(status)] += n;
  }

  [[nodiscard]] api::Histogram newest(api::Bucket bucket) const {
    api::Histogram histogram;
    histogram.bucket = bucket;
    auto at = sums_.begin();
    if (sums_.size() > kHistogramBars) std::advance(at, static_cast<std::ptrdiff_t>(sums_.size() - kHistogramBars));
    for (; at != sums_.end(); ++at) {
      api::HistogramBar bar;
      bar.begin = base::WallTime(std::chrono::milliseconds(at->first * width_ms_ - shift_ms_));
      for (std::size_t status = 0; status < kStatuses; ++status) {
        if (at->second[status] == 0) continue;
        bar.by_status[static_cast<api::Status>(status)] = at->second[status];
        bar.count += at->second[status];
      }
      histogram.bars.push_back(std::move(bar));
    }
    return histogram;
  }

 private:
  using Sums = std::array<std::int64_t, kStatuses>;
  std::int64_t width_ms_;
  std::int64_t shift_ms_;
  std::map<std::int64_t, Sums> sums_;
  Sums* last_ = nullptr;
  std::int64_t last_number_ = 0;
};

}  // namespace

base::Result<api::Histogram> SqliteMessageRepository::histogram(const domain::Scope& scope, const api::query::Node& where,
                                                                api::Bucket bucket, int zone_offset_minutes) const {
  const std::int64_t shift_ms = std::int64_t{zone_offset_minutes} * 60'000;
  Bars bars(bucket == api::Bucket::Day ? 86'400'000 : 3'600'000, shift_ms);
  TRY_VOID(database_.read([&](Connection& db) -> base::Result<void> {
    TRY(const Asked asked, understand(db, scope, where));
    const auto& [filter, condition] = asked;
    if (filter.sees_nothing()) return {};
    // A few zones are a quarter of an hour off: no bar of theirs is made of whole half hours.
    const bool by_tallies = condition.only_tally_columns && shift_ms % kHalfHourMs == 0;
    const std::string counted = by_tallies ? "half_hour * " + std::to_string(kHalfHourMs) + ", status, n FROM " +
                                                 std::string(time_table(filter)) + " WHERE " + filter.predicate() + " AND " + condition.sql
                                           : "received_at, status, 1 FROM " + matches_in(filter, condition);
    TRY(Rows rows, db.query("SELECT " + counted, condition.values));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return {};
      bars.add(rows.integer(0), rows.integer(1), rows.integer(2));
    }
  }));
  return bars.newest(bucket);
}

}  // namespace pratique::storage::sqlite
