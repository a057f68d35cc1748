#include "ui/views/quarantine/list_layout.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"

namespace pratique::views {

ListLayout::ListLayout(const store::AppState& state, const ports::Localisation& localisation)
    : total_(state.list.total.value_or(0)), order_(state) {
  if (total_ == 0 || state.route.sort.key != api::SortKey::ReceivedAt) return;
  if (!pulled().empty()) sections_.push_back({SectionKind::WorthALook, 0, 0, static_cast<std::int64_t>(pulled().size())});
  const std::size_t without_days = sections_.size();
  add_days_of_histogram(state, localisation);
  if (sections_.size() == without_days) add_days_of_rows(state.list, localisation);
}

void ListLayout::add_days_of_histogram(const store::AppState& state, const ports::Localisation& localisation) {
  const api::Histogram* histogram = state.histogram.value();
  if (histogram == nullptr || histogram->bucket != api::Bucket::Day) return;
  std::int64_t sum = 0;
  for (const api::HistogramBar& bar : histogram->bars) sum += bar.count;
  if (sum != total_) return;  // of another moment than the list: headings would stand at wrong rows
  std::int64_t rank = 0;
  const auto add = [&](const api::HistogramBar& bar) {
    add_day(strings::local_day(localisation, bar.begin), rank, bar.count);
    rank += bar.count;
  };
  if (state.route.sort.order == api::SortOrder::Descending) {
    std::for_each(histogram->bars.rbegin(), histogram->bars.rend(), add);
  } else {
    std::for_each(histogram->bars.begin(), histogram->bars.end(), add);
  }
}

void ListLayout::add_days_of_rows(const store::MessageList& list, const ports::Localisation& localisation) {
  std::optional<std::int64_t> day;
  std::int64_t first_rank = 0;
  std::int64_t next_rank = 0;
  const auto close = [&] {
    if (day) add_day(*day, first_rank, next_rank - first_rank);
  };
  for (const auto& [page, content] : list.pages) {
    std::int64_t rank = page * store::kPageRows;
    for (const api::MessageSummary& row : content.rows) {
      const std::int64_t row_day = strings::local_day(localisation, row.received_at);
      if (day != row_day) {
        close();
        day = row_day;
        first_rank = rank;
      }
      next_rank = ++rank;
    }
  }
  close();
}

void ListLayout::add_day(std::int64_t day, std::int64_t first_rank, std::int64_t count) {
  const std::int64_t shown = count - (order_.pulled_before(first_rank + count) - order_.pulled_before(first_rank));
  if (shown <= 0) return;
  const std::int64_t first = static_cast<std::int64_t>(pulled().size()) + first_rank - order_.pulled_before(first_rank);
  sections_.push_back({SectionKind::Day, day, first, shown});
}

}  // namespace pratique::views
