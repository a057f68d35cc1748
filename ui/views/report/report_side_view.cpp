// Beside the reports: the other ways to report, and the reader's last 30 days.
#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/report/report_view.hpp"

namespace pratique::views {
namespace {

constexpr float kPad = 20, kTitle = 24, kRow = 36, kGap = 16, kTwoColumns = 640;
constexpr std::string_view kInstallPage = "r/install/";

// The frame and heading of a card; what is left of it below the heading, without padding.
kit::Box card(Frame& frame, kit::Box& box, float height, const char* word, theme::Icon icon, Key title) {
  kit::Ui& ui = frame.ui;
  const kit::Box whole = box.take_top(height + 2 * kPad + kTitle);
  box.skip_top(kGap);
  kit::fill(ui, whole, frame.palette().surface.base, theme::radius::kLg);
  kit::outline(ui, whole, frame.palette().line.divider, theme::radius::kLg);
  kit::Box in = whole.inset(kPad);
  kit::Box head = in.take_top(kTitle);
  if (icon != theme::Icon::None) {
    kit::icon(ui, head.take_start(theme::size::icon::kLg), icon, frame.palette().text.link, theme::size::icon::kLg);
    head.skip_start(theme::space::k3);
  }
  kit::heading(ui, kit::id("report-side", std::string_view(word)), head, frame.text(title), 2, {.type = theme::Type::Heading});
  return in;
}

float text_height(Frame& frame, Key text, float width) {
  return kit::text_height(frame.ui, frame.text(text), theme::Type::Small, width - 2 * kPad, 4);
}

void text_view(Frame& frame, kit::Box& box, const char* word, Key text, float height) {
  box.skip_top(theme::space::k2);
  kit::label(frame.ui, kit::id("report-side-text", std::string_view(word)), box.take_top(height), frame.text(text),
             {.type = theme::Type::Small, .color = frame.palette().text.secondary, .max_lines = 4});
  box.skip_top(theme::space::k3);
}

void webmail_view(Frame& frame, kit::Box& box) {
  kit::Ui& ui = frame.ui;
  const float words = text_height(frame, Key::SideWebmailText, box.w);
  const float button = std::max(ui.control_height(), theme::size::control::kLg);
  kit::Box in =
      card(frame, box, theme::space::k2 + words + theme::space::k3 + button, "webmail", theme::Icon::Bookmarklet, Key::SideWebmail);
  text_view(frame, in, "webmail", Key::SideWebmailText, words);
  const kit::ButtonSpec spec{.label = frame.text(Key::SideWebmailSetUp), .icon = theme::Icon::Open, .href = kInstallPage};
  kit::button(ui, kit::id("report-install"), in.take_top(button).take_start(std::min(kit::button_width(ui, spec), in.w)), spec);
}

void address_view(Frame& frame, kit::Box& box, std::string_view address) {
  if (address.empty()) return;
  kit::Ui& ui = frame.ui;
  kit::Box row = box.take_top(kRow);
  box.skip_top(theme::space::k2);
  kit::fill(ui, row, frame.palette().surface.sunken, theme::radius::kMd - 2);
  kit::outline(ui, row, frame.palette().line.divider, theme::radius::kMd - 2);
  const kit::Box copy = row.take_end(kRow).centered(28, 28);
  const std::string name = frame.words().format(Key::CopyThis, {{"what", address}});
  if (kit::icon_button(ui, kit::id("report-copy", address), copy, theme::Icon::Copy, name))
    frame.push(intents::CopyText{std::string(address)});
  row.skip_start(10);
  const kit::Id id = kit::id("report-address", address);
  kit::label(ui, id, row, address, {.type = theme::Type::Small, .cut_tooltip = true, .id = id});
}

void forward_view(Frame& frame, kit::Box& box, const api::ReportPage& page) {
  const int count = (page.spam_address.empty() ? 0 : 1) + (page.not_spam_address.empty() ? 0 : 1);
  if (count == 0) return;
  const float words = text_height(frame, Key::SideForwardText, box.w);
  const float height =
      theme::space::k2 + words + theme::space::k3 + static_cast<float>(count) * (kRow + theme::space::k2) - theme::space::k2;
  kit::Box in = card(frame, box, height, "forward", theme::Icon::Send, Key::SideForward);
  text_view(frame, in, "forward", Key::SideForwardText, words);
  address_view(frame, in, page.spam_address);
  address_view(frame, in, page.not_spam_address);
}

void days_view(Frame& frame, kit::Box& box, const api::ReportTotals& totals) {
  struct Figure {
    Key label;
    std::int64_t count;
  };
  const Figure figures[] = {{Key::DaysReported, totals.reported}, {Key::DaysLearned, totals.learned}, {Key::DaysNotOurs, totals.not_ours}};
  kit::Box in = card(frame, box, theme::space::k2 + 3 * kRow - theme::space::k3, "days", theme::Icon::None, Key::SideDays);
  in.skip_top(theme::space::k2);
  in.h += theme::space::k3;
  for (const Figure& figure : figures) {
    kit::Box row = in.take_top(kRow);
    kit::line(frame.ui, row, kit::Edge::Top, frame.palette().line.divider);
    const std::string count = strings::number(frame.words(), figure.count);
    frame.ui.record({.id = kit::id("report-days", static_cast<int>(figure.label)),
                     .role = a11y::Role::Row,
                     .name = std::string(frame.text(figure.label)),
                     .value = count,
                     .rect = row.rect()});
    kit::text(frame.ui, row.take_end(80), count, {.type = theme::Type::Small, .weight = kit::Weight::SemiBold, .align = kit::Align::End});
    kit::text(frame.ui, row, frame.text(figure.label), {.type = theme::Type::Small, .color = frame.palette().text.secondary});
  }
}

}  // namespace

void report_side_view(Frame& frame, kit::Box& box) {
  const kit::GroupScope group(frame.ui, kit::id("report-side"), a11y::Role::Group, frame.text(Key::SideWebmail), box);
  const api::ReportPage* page = frame.state.reports.page.value();
  const bool forwards = page != nullptr && (!page->spam_address.empty() || !page->not_spam_address.empty());
  if (box.w < kTwoColumns) {
    webmail_view(frame, box);
    if (page != nullptr) forward_view(frame, box, *page);
    if (page != nullptr) days_view(frame, box, page->last_30_days);
    return;
  }
  kit::Box second = box;
  kit::Box first = second.take_start((box.w - kGap) / 2);
  second.skip_start(kGap);
  webmail_view(frame, first);
  if (page != nullptr && forwards) forward_view(frame, second, *page);
  if (page != nullptr) days_view(frame, forwards ? first : second, page->last_30_days);
  box.skip_top(std::max(first.y, second.y) - box.y);
}

}  // namespace pratique::views
