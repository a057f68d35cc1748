#include "ui/views/log/log_histogram_view.hpp"

#include <algorithm>
#include <array>

#include "ui/strings/format.hpp"
#include "ui/views/log/log_look.hpp"
#include "ui/views/quarantine/day_bars.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

constexpr float kLegendGap = 16, kDot = 10;

// What each bar is made of, only of the statuses that the search shows.
struct Stacks {
  std::array<std::vector<std::int64_t>, kStatusGroups> values;
  std::array<std::int64_t, kStatusGroups> totals{};  // of the days shown as found, whatever the search's statuses
  std::vector<std::int64_t> heights;
};

// The statuses that the query names; none: all of them.
std::vector<api::Status> wanted_statuses(const Frame& frame) {
  std::vector<api::Status> wanted;
  const QueryReader reader = query_reader(frame);
  for (const std::string& chip : split_query(frame.state.route.query, reader).chips) {
    const api::query::Term term = term_of(chip, reader);
    if (term.field != api::query::Field::Status || term.negated) continue;
    for (const std::string& value : term.values) {
      if (const auto status = api::parse_status(value)) wanted.push_back(*status);
    }
  }
  return wanted;
}

bool is_wanted(const std::vector<api::Status>& wanted, api::Status status) {
  return wanted.empty() || std::ranges::find(wanted, status) != wanted.end();
}

Stacks stacks_of(const Frame& frame, const Days& days, const std::vector<api::Status>& wanted) {
  Stacks stacks;
  for (auto& values : stacks.values) values.assign(days.counts.size(), 0);
  stacks.heights.assign(days.counts.size(), 0);
  const api::Histogram* histogram = frame.state.histogram.value();
  if (histogram == nullptr) return stacks;
  const std::optional<kit::BarRange> range = range_of_query(frame, days);
  for (const api::HistogramBar& bar : histogram->bars) {
    const std::int64_t day = strings::local_day(frame.ui.localisation(), bar.begin) - days.first;
    if (day < 0 || day >= static_cast<std::int64_t>(days.counts.size())) continue;
    const auto at = static_cast<std::size_t>(day);
    for (const auto& [status, count] : bar.by_status) {
      const auto group = static_cast<std::size_t>(group_of(status));
      if (!range || (at >= range->first && at <= range->last)) stacks.totals[group] += count;
      if (!is_wanted(wanted, status)) continue;
      stacks.values[group][at] += count;
      stacks.heights[at] += count;
    }
  }
  return stacks;
}

// The chips without their statuses, then with those of the group unless it was what the query named.
void toggle_group(Frame& frame, StatusGroup group, bool chosen) {
  SearchDraft draft = split_query(frame.state.route.query, query_reader(frame));
  std::erase_if(draft.chips,
                [&](const std::string& chip) { return term_of(chip, query_reader(frame)).field == api::query::Field::Status; });
  if (!chosen) {
    std::string chip = "status:";
    for (const api::Status status : statuses_of(group)) {
      if (!chip.ends_with(':')) chip += ',';
      chip += status == api::Status::Quarantined ? std::string_view("held") : api::to_wire(status);
    }
    draft.chips.push_back(std::move(chip));
  }
  search_for(frame, join_query(draft));
}

// From the end edge; what does not fit is left out, the last first.
void legend_view(Frame& frame, kit::Box box, const Stacks& stacks, const std::vector<api::Status>& wanted) {
  kit::Ui& ui = frame.ui;
  const kit::GroupScope group_scope(ui, kit::id("log-legend"), a11y::Role::Toolbar, frame.text(Key::FilterByStatus), box);
  struct Item {
    StatusGroup group;
    std::string count;
    float width;
  };
  std::vector<Item> items;
  float width = 0;
  for (std::size_t i = 0; i < kStatusGroups; ++i) {
    const auto group = static_cast<StatusGroup>(i);
    if (group == StatusGroup::Gone && stacks.totals[i] == 0) continue;
    Item item{group, strings::number(frame.words(), stacks.totals[i]), 0};
    item.width = kDot + 6 + kit::text_width(ui, frame.text(label_of(group)), theme::Type::Small) + 6 +
                 kit::text_width(ui, item.count, theme::Type::Small, kit::Weight::SemiBold) + 2;
    if (width + item.width > box.w) break;
    width += item.width + kLegendGap;
    items.push_back(std::move(item));
  }
  box = box.take_end(std::max(width - kLegendGap, 0.0F));
  for (const Item& item : items) {
    const auto statuses = statuses_of(item.group);
    const bool chosen = !wanted.empty() && std::ranges::all_of(statuses, [&](api::Status one) { return is_wanted(wanted, one); });
    const bool shown = std::ranges::any_of(statuses, [&](api::Status one) { return is_wanted(wanted, one); });
    kit::Box at = box.take_start(item.width);
    box.skip_start(kLegendGap);
    const kit::Id id = kit::id("log-legend", static_cast<int>(item.group));
    const kit::Interaction it = ui.interact(id, at.grown(4));
    if (it.ring) kit::focus_ring(ui, at, theme::radius::kSm);
    if (it.hovered) ui.set_cursor(kit::Cursor::Hand);
    const std::string_view label = frame.text(label_of(item.group));
    ui.record({.id = id,
               .role = a11y::Role::Button,
               .name = frame.words().count(Key::ToggleStatus, stacks.totals[static_cast<std::size_t>(item.group)], {{"status", label}}),
               .rect = at.rect(),
               .toggled = chosen ? a11y::Toggled::On : a11y::Toggled::Off,
               .focusable = true});
    const theme::Palette& colors = frame.palette();
    kit::fill(ui, at.take_start(kDot).centered(kDot, kDot), shown ? chart_color(colors, item.group) : colors.line.strong, 2);
    at.skip_start(6);
    const theme::Color ink = it.hovered ? colors.text.link : shown ? colors.text.primary : colors.text.muted;
    const float drawn = kit::text(ui, at, label, {.type = theme::Type::Small, .color = ink});
    at.skip_start(drawn + 6);
    kit::text(ui, at, item.count, {.type = theme::Type::Small, .color = ink, .weight = kit::Weight::SemiBold});
    if (it.clicked) toggle_group(frame, item.group, chosen);
  }
}

}  // namespace

void log_histogram_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  box = box.inset(theme::space::k4, 0);
  LogViewState& view = frame.view.log;
  const Days days = days_of(frame, frame.state.histogram.value());
  const std::vector<api::Status> wanted = wanted_statuses(frame);
  const Stacks stacks = stacks_of(frame, days, wanted);
  const std::optional<kit::BarRange> range = view.painting ? view.painting : range_of_query(frame, days);
  const std::string said = range_text(frame, days, range);
  box.skip_top(10);
  kit::Box head = box.take_top(22);
  const float said_width = kit::text(ui, head, said, {.type = theme::Type::Meta, .color = frame.palette().text.muted});
  head.skip_start(said_width + kLegendGap);
  legend_view(frame, head, stacks, wanted);
  box.skip_top(6);
  box.skip_bottom(8);
  const kit::Box dates = box.take_bottom(18);
  box.skip_bottom(4);
  std::array<kit::BarSeries, kStatusGroups> series;
  for (std::size_t i = 0; i < kStatusGroups; ++i) series[i] = {stacks.values[i], chart_color(frame.palette(), static_cast<StatusGroup>(i))};
  const kit::HistogramEvents events = kit::histogram(
      ui, kit::id("log-histogram"), box,
      {.bars = stacks.heights, .series = series, .range = range, .name = frame.text(Key::LogHistogram), .value = said}, view.histogram);
  dates_view(frame, dates, days);
  follow_painting(frame, days, events, view.histogram.grabbed.has_value(), view.painting);
}

}  // namespace pratique::views
