#include "ui/views/report/report_view.hpp"

#include <algorithm>

#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kSide = 344, kSideGap = 40, kMainMost = 860, kHistoryMost = 860;
constexpr float kForever = 1e5F;  // as long as it takes; the area scrolls

void go_to_reports(Frame& frame, bool own) {
  store::Route route;
  route.place = store::Place::Report;
  route.own_reports = own;
  frame.push(intents::Navigate{std::move(route)});
}

void head_view(Frame& frame, kit::Box& box, float pad) {
  kit::Ui& ui = frame.ui;
  const bool own = frame.state.route.own_reports;
  kit::Box head = box.take_top(header_height(frame));
  kit::line(ui, head, kit::Edge::Bottom, frame.palette().line.divider);
  head = head.inset(pad, 0);
  const float icon = ui.touch() ? theme::size::control::kTouch : 32.0F;
  if (own) {
    const kit::Box back = head.take_start(icon).middle(icon).moved(head.rtl() ? 8.0F : -8.0F, 0);
    if (kit::icon_button(ui, kit::id("reports-back"), back, theme::Icon::Back, frame.text(Key::ReportPlace))) go_to_reports(frame, false);
  } else {
    const kit::ButtonSpec mine{.label = frame.text(Key::MyReports), .icon = theme::Icon::History, .style = kit::ButtonStyle::Ghost};
    const kit::Box at = head.take_end(kit::button_width(ui, mine)).middle(ui.control_height());
    if (kit::button(ui, kit::id("reports-mine"), at, mine)) go_to_reports(frame, true);
  }
  kit::heading(ui, kit::id("report-title"), head, frame.text(own ? Key::MyReports : Key::ReportPlace), 1, {.type = theme::Type::Heading});
}

float body_view(Frame& frame, kit::Box content, float pad) {
  const float top = content.y;
  content.h = kForever;
  content.skip_top(frame.form == ScreenForm::Three ? 28.0F : theme::space::k4);
  content = content.inset(pad, 0);
  if (frame.form != ScreenForm::Three) {
    give_view(frame, content);
    to_report_view(frame, content);
    reported_view(frame, content);
    report_side_view(frame, content);
    return content.y - top + theme::space::k4;
  }
  kit::Box side = content.take_end(kSide);
  content.skip_end(kSideGap);
  if (content.w > kMainMost) {  // the side stays at hand on a wide screen
    const float spare = content.w - kMainMost;
    content.skip_end(spare);
    side = side.moved(side.rtl() ? spare : -spare, 0);
  }
  give_view(frame, content);
  to_report_view(frame, content);
  reported_view(frame, content);
  report_side_view(frame, side);
  return std::max(content.y, side.y) - top + theme::space::k6;
}

}  // namespace

void report_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const bool own = frame.state.route.own_reports;
  const std::string_view title = frame.text(own ? Key::MyReports : Key::ReportPlace);
  frame.outputs.title = titled(frame, title);
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("report"), a11y::Role::Main, title, box);
  const float pad = frame.form == ScreenForm::Three ? theme::space::k8
                    : frame.form == ScreenForm::Two ? theme::space::k6
                                                    : theme::space::k4;
  head_view(frame, box, pad);
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  kit::ScrollState& scroll = own ? frame.view.report.history_scroll : frame.view.report.scroll;
  kit::scroll_area(ui, kit::id(own ? "reports-scroll" : "report-scroll"), box, scroll, title, [&](kit::Box content) {
    if (!own) return body_view(frame, content, pad);
    const float top = content.y;
    content.h = kForever;
    content.skip_top(theme::space::k4);
    content = content.inset(pad, 0);
    if (content.w > kHistoryMost) content = content.take_start(kHistoryMost);
    return own_reports_view(frame, content) + (content.y - top) + theme::space::k6;
  });
}

}  // namespace pratique::views
