#include "ui/views/log/log_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/log/export_view.hpp"
#include "ui/views/log/log_detail_view.hpp"
#include "ui/views/log/log_histogram_view.hpp"
#include "ui/views/log/log_rows_view.hpp"
#include "ui/views/nav/saved_searches_view.hpp"
#include "ui/views/quarantine/list_states_view.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

constexpr float kMinHeightForHistogram = 620;
constexpr float kMinListBesideDetail = 360;
constexpr float kPillHeight = 30;

kit::ButtonSpec save_button(const Frame& frame) {
  return {.label = frame.form == ScreenForm::Three ? frame.text(Key::Save) : std::string_view(),
          .name = frame.text(Key::SaveSearch),
          .icon = theme::Icon::SavedSearch,
          .style = kit::ButtonStyle::Ghost,
          .disabled = frame.state.route.query.empty()};
}

void header_view(Frame& frame, kit::Box box) {
  kit::line(frame.ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  box = box.inset(theme::space::k4, 0);
  log_buttons_view(frame, box);
  search_view(frame, box);
}

void empty_view(Frame& frame, kit::Box box) {
  const std::int64_t days = frame.state.session.me ? frame.state.session.me->retention_days : 30;
  const std::string text = frame.words().count(Key::LogEmptyText, days);
  kit::empty_state(frame.ui, kit::id("log-empty"), box, {.icon = theme::Icon::Log, .title = frame.text(Key::LogEmptyTitle), .text = text});
}

void status_bar_view(Frame& frame, kit::Box box, VisibleRows visible) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const strings::Catalog& words = frame.words();
  kit::fill(ui, box, colors.surface.base);
  kit::line(ui, box, kit::Edge::Top, colors.line.divider);
  box = box.inset(theme::space::k4, 0);
  const store::MessageList& list = frame.state.list;
  if (!list.total) return;
  std::string range(frame.text(Key::RowsNone));
  if (visible.last >= visible.first && *list.total > 0) {
    const std::string first = strings::number(words, visible.first + 1);
    const std::string last = strings::number(words, visible.last + 1);
    range = words.format(Key::RowsOfTotal, {{"first", first}, {"last", last}, {"total", strings::number(words, *list.total)}});
  }
  if (list.found_in_ms) range += ", " + words.format(Key::FoundIn, {{"ms", strings::number(words, *list.found_in_ms)}});
  const kit::TextSpec spec{.type = theme::Type::Meta, .color = colors.text.muted};
  const float width = kit::label(ui, kit::id("row-range"), box, range, spec);
  box.skip_start(width + theme::space::k4);
  const std::int64_t days = frame.state.session.me ? frame.state.session.me->retention_days : 0;
  if (days <= 0) return;
  const std::string kept = words.count(Key::KeptDays, days);
  const float kept_width = kit::text_width(ui, kept, theme::Type::Meta);
  if (kept_width <= box.w) kit::text(ui, box.take_end(kept_width), kept, spec);
}

// "12 new": brings them in at the top, whoever reads further down is not moved.
void arrived_view(Frame& frame, kit::Box box) {
  const std::int64_t count = frame.state.list.arrived;
  if (count <= 0) return;
  const std::string label = frame.words().count(Key::NewArrived, count);
  const kit::ButtonSpec spec{.label = label, .icon = theme::Icon::Up, .style = kit::ButtonStyle::Filled};
  box.skip_top(theme::space::k12 + theme::space::k6);
  const kit::Box at = box.take_top(kPillHeight).centered(kit::button_width(frame.ui, spec), kPillHeight);
  if (!kit::button(frame.ui, kit::id("log-arrived"), at, spec)) return;
  frame.view.log.list.scroll.offset = 0;
  frame.push(intents::ShowArrived{});
}

VisibleRows rows_view(Frame& frame, kit::Box box) {
  refresh_failed_view(frame, box);
  if (frame.state.list.refreshing && frame.state.list.total) {
    kit::progress_line(frame.ui, kit::id("list-refreshing"), box, {.name = frame.text(Key::LoadingList)});
  }
  const bool nothing_at_all = frame.state.list.total == 0 && frame.state.route.query.empty();
  if (nothing_at_all) return empty_view(frame, box), VisibleRows{};
  if (list_state_view(frame, box)) return {};
  const VisibleRows visible = log_rows_view(frame, box);
  arrived_view(frame, box);
  return visible;
}

}  // namespace

float log_buttons_width(const Frame& frame) {
  const float save = frame.form == ScreenForm::One ? 0 : kit::button_width(frame.ui, save_button(frame)) + theme::space::k2;
  return kit::button_width(frame.ui, export_button(frame)) + theme::space::k2 + save;
}

void log_buttons_view(Frame& frame, kit::Box& box) {
  kit::Ui& ui = frame.ui;
  const float height = ui.control_height();
  const kit::Box exporting = box.take_end(kit::button_width(ui, export_button(frame))).middle(height);
  box.skip_end(theme::space::k2);
  if (frame.form != ScreenForm::One) {
    const kit::ButtonSpec save = save_button(frame);
    const kit::Box at = box.take_end(kit::button_width(ui, save)).middle(height);
    box.skip_end(theme::space::k2);
    if (kit::button(ui, kit::id("log-save-search"), at, save)) save_search(frame);
  }
  export_view(frame, exporting);
}

void log_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.base);
  const std::string place = titled(frame, frame.text(Key::DeliveryLog));
  frame.outputs.title = place;
  const bool open = frame.state.open.id.has_value();
  if (open && frame.form == ScreenForm::One) return log_detail_view(frame, box);
  const kit::GroupScope group(ui, kit::id("list-pane"), a11y::Role::Main, frame.text(Key::DeliveryLog), box);
  const bool tall = box.h >= kMinHeightForHistogram;
  if (!frame.state.look.embedded || frame.form == ScreenForm::One) header_view(frame, box.take_top(header_height(frame)));
  if (const float height = search_error_height(frame); height > 0) search_error_view(frame, box.take_top(height));
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  if (tall && frame.form != ScreenForm::One) log_histogram_view(frame, box.take_top(kLogHistogramHeight));
  const bool beside = open && box.w >= kMinListBesideDetail + kLogDetailWidth;
  if (open) {
    kit::Box detail = beside ? box.take_end(kLogDetailWidth) : box;
    if (beside) kit::fill(ui, box.take_end(1), frame.palette().line.divider);
    log_detail_view(frame, detail);
    if (!beside) return;
  }
  const kit::Box status = frame.form == ScreenForm::One ? kit::Box{} : box.take_bottom(theme::size::kStatusBar);
  if (const float height = job_strip_height(frame); height > 0) job_strip_view(frame, box.take_bottom(height));
  const VisibleRows visible = rows_view(frame, box);
  if (!status.empty()) status_bar_view(frame, status, visible);
}

}  // namespace pratique::views
