#include "ui/views/quarantine/quarantine_view.hpp"

#include "ui/strings/format.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/nav/nav_view.hpp"
#include "ui/views/quarantine/histogram_view.hpp"
#include "ui/views/quarantine/list_states_view.hpp"
#include "ui/views/quarantine/list_view.hpp"
#include "ui/views/quarantine/search_view.hpp"
#include "ui/views/quarantine/toolbar_view.hpp"
#include "ui/views/settings/account_view.hpp"

namespace pratique::views {
namespace {

constexpr float kMinHeightForHistogram = 620;
constexpr float kHistoryRoom = 180;  // beside title and count

void header_view(Frame& frame, kit::Box box) {
  kit::line(frame.ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  search_view(frame, box.inset(frame.form == ScreenForm::Three ? theme::space::k4 : theme::space::k3, 0));
}

void phone_title_view(Frame& frame, kit::Box line) {
  kit::Ui& ui = frame.ui;
  kit::Box title = line.inset(theme::space::k4, 0);
  kit::brand_mark(ui, title.take_start(26).middle(26));
  title.skip_start(10);
  account_button_view(frame, title.take_end(40).middle(40).moved(title.rtl() ? -6.0F : 6.0F, 0));
  sort_button_view(frame, title.take_end(44).middle(44));
  if (title.w > kHistoryRoom &&
      kit::icon_button(ui, kit::id("nav-history"), title.take_end(44).middle(44), theme::Icon::History, frame.text(Key::History)))
    open_history(frame);
  const float width = kit::heading(ui, kit::id("title"), title, frame.text(Key::HeldMail), 1, {.type = theme::Type::Heading});
  title.skip_start(width + 10);
  if (frame.state.list.total) {
    kit::text(ui, title, strings::number(frame.words(), *frame.state.list.total),
              {.type = theme::Type::Small, .color = frame.palette().text.muted});
  }
}

// The phone has no navigation column: title, count and account stand over the search. Embedded, they are the page's.
void phone_header_view(Frame& frame, kit::Box& box) {
  if (frame.state.look.embedded) {
    box.skip_top(theme::space::k2);
  } else {
    phone_title_view(frame, box.take_top(52));
  }
  kit::Box search = box.take_top(theme::size::control::kTouch).inset(theme::space::k4, 0);
  if (frame.state.look.embedded) sort_button_view(frame, search.take_end(44).middle(44).moved(search.rtl() ? -8.0F : 8.0F, 0));
  search_view(frame, search);
  box.skip_top(theme::space::k2);
  const kit::Box below = box.take_top(theme::size::control::kTouch + 8);
  kit::line(frame.ui, below, kit::Edge::Bottom, frame.palette().line.divider);
  if (frame.state.list.selection.empty()) {
    kind_chips_view(frame, below);
  } else {
    toolbar_view(frame, below);
  }
}

void status_bar_view(Frame& frame, kit::Box box, VisibleRows visible) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::fill(ui, box, colors.surface.base);
  kit::line(ui, box, kit::Edge::Top, colors.line.divider);
  box = box.inset(theme::space::k4, 0);
  const std::int64_t total = frame.state.list.total.value_or(0);
  std::string range(frame.text(Key::RowsNone));
  if (visible.last >= visible.first && total > 0) {
    const std::string first = strings::number(frame.words(), visible.first + 1);
    const std::string last = strings::number(frame.words(), visible.last + 1);
    range = frame.words().format(Key::RowsOfTotal, {{"first", first}, {"last", last}, {"total", strings::number(frame.words(), total)}});
  }
  const bool selecting = !frame.state.list.selection.empty();
  const std::int64_t days = frame.state.session.me ? frame.state.session.me->retention_days : 0;
  const std::string end = selecting  ? std::string(frame.text(Key::ShiftClickHint))
                          : days > 0 ? frame.words().count(Key::KeptDays, days)
                                     : std::string();
  const kit::TextSpec spec{.type = theme::Type::Meta, .color = colors.text.muted};
  const float width = frame.state.list.total ? kit::label(ui, kit::id("row-range"), box, range, spec) : 0;
  box.skip_start(width + theme::space::k4);
  const float end_width = kit::text_width(ui, end, theme::Type::Meta);
  if (end_width <= box.w) kit::text(ui, box.take_end(end_width), end, spec);
}

}  // namespace

void quarantine_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("list-pane"), a11y::Role::Main, frame.text(Key::Quarantine), box);
  const bool tall = box.h >= kMinHeightForHistogram;
  if (frame.form == ScreenForm::One) {
    phone_header_view(frame, box);
  } else if (!frame.state.look.embedded) {
    header_view(frame, box.take_top(header_height(frame)));
  }
  if (const float height = search_error_height(frame); height > 0) search_error_view(frame, box.take_top(height));
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  if (frame.form != ScreenForm::One && tall) histogram_view(frame, box.take_top(kHistogramHeight));
  if (frame.form != ScreenForm::One) toolbar_view(frame, box.take_top(kToolbarHeight));
  const kit::Box status = frame.form == ScreenForm::One ? kit::Box{} : box.take_bottom(theme::size::kStatusBar);
  if (const float height = job_strip_height(frame); height > 0) job_strip_view(frame, box.take_bottom(height));
  refresh_failed_view(frame, box);
  if (frame.state.list.refreshing && frame.state.list.total) {
    kit::progress_line(ui, kit::id("list-refreshing"), box, {.name = frame.text(Key::LoadingList)});
  }
  VisibleRows visible;
  if (!list_state_view(frame, box)) visible = list_view(frame, box);
  if (!status.empty()) status_bar_view(frame, status, visible);
}

}  // namespace pratique::views
