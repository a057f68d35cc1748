#include "ui/views/quarantine/day_bars.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

constexpr std::int64_t kMinDays = 14;
constexpr std::int64_t kMaxDays = 92;

std::string date_of(const Frame& frame, std::int64_t day) {
  const ports::Localisation& localisation = frame.ui.localisation();
  return localisation.date(strings::start_of_day(localisation, day) + std::chrono::hours(12), ports::Localisation::DateStyle::DayMonth);
}

}  // namespace

Days days_of(const Frame& frame, const api::Histogram* histogram) {
  const ports::Localisation& localisation = frame.ui.localisation();
  const std::int64_t today = strings::local_day(localisation, frame.ui.wall_now());
  const std::int64_t kept = frame.state.session.me ? frame.state.session.me->retention_days : 30;
  Days days;
  days.first = today - std::clamp(kept, kMinDays, kMaxDays) + 1;
  days.counts.assign(static_cast<std::size_t>(today - days.first + 1), 0);
  if (histogram == nullptr) return days;
  for (const api::HistogramBar& bar : histogram->bars) {
    const std::int64_t at = strings::local_day(localisation, bar.begin) - days.first;
    if (at >= 0 && at < static_cast<std::int64_t>(days.counts.size())) days.counts[static_cast<std::size_t>(at)] += bar.count;
  }
  return days;
}

std::optional<kit::BarRange> range_of_query(const Frame& frame, const Days& days) {
  const QueryReader reader = query_reader(frame);
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  for (const std::string& chip : split_query(frame.state.route.query, reader).chips) {
    const api::query::Term term = term_of(chip, reader);
    if (term.field != api::query::Field::Received || term.negated) continue;
    const std::int64_t day = strings::local_day(frame.ui.localisation(), term.at);
    if (term.comparison == api::query::Comparison::GreaterEqual) from = day;
    if (term.comparison == api::query::Comparison::Less) to = day - 1;
    if (term.comparison == api::query::Comparison::Equal) from = to = day;
  }
  if (!from && !to) return std::nullopt;
  const std::int64_t first = std::clamp(from.value_or(days.first), days.first, days.last());
  const std::int64_t last = std::clamp(to.value_or(days.last()), first, days.last());
  return kit::BarRange{static_cast<std::size_t>(first - days.first), static_cast<std::size_t>(last - days.first)};
}

std::string range_text(const Frame& frame, const Days& days, const std::optional<kit::BarRange>& range) {
  if (!range) return frame.words().count(Key::LastDays, static_cast<std::int64_t>(days.counts.size()));
  const std::string first = date_of(frame, days.first + static_cast<std::int64_t>(range->first));
  const std::string last = date_of(frame, days.first + static_cast<std::int64_t>(range->last));
  return first == last ? first : frame.words().format(Key::DateRange, {{"first", first}, {"last", last}});
}

void search_range(Frame& frame, const Days& days, const std::optional<kit::BarRange>& range) {
  std::string after;
  std::string before;
  if (range) {
    after = iso_date(days.first + static_cast<std::int64_t>(range->first));
    if (range->last + 1 < days.counts.size()) before = iso_date(days.first + static_cast<std::int64_t>(range->last) + 1);
  }
  search_for(frame, with_dates(frame.state.route.query, after, before, query_reader(frame)));
}

void follow_painting(Frame& frame, const Days& days, const kit::HistogramEvents& events, bool is_grabbed,
                     std::optional<kit::BarRange>& painting) {
  if (events.changed) painting = events.changed;
  if (events.cleared) {
    painting.reset();
    search_range(frame, days, std::nullopt);
  } else if (painting && !is_grabbed) {  // the drag ended, or a key moved it
    search_range(frame, days, painting);
    painting.reset();
  }
}

void dates_view(Frame& frame, kit::Box box, const Days& days) {
  const theme::Color color = frame.palette().text.muted;
  const kit::Box whole = box;
  const auto count = static_cast<float>(days.counts.size());
  const std::size_t steps = whole.w > 400 ? 4 : 2;
  for (std::size_t i = 0; i < steps; ++i) {
    const auto at = static_cast<std::int64_t>(days.counts.size() * i / steps);
    kit::Box piece = whole;
    piece.skip_start(whole.w * static_cast<float>(at) / count);
    kit::text(frame.ui, piece.take_start(72), date_of(frame, days.first + at),
              {.type = theme::Type::Micro, .color = color, .weight = kit::Weight::Regular});
  }
  kit::text(frame.ui, box, frame.text(Key::Today),
            {.type = theme::Type::Micro, .color = color, .weight = kit::Weight::Regular, .align = kit::Align::End});
}

}  // namespace pratique::views
