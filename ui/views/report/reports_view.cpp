// Files on their way, what came of those just sent, and the reader's own reports.
#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/quarantine/list_states_view.hpp"
#include "ui/views/report/report_card_view.hpp"
#include "ui/views/report/report_view.hpp"

namespace pratique::views {
namespace {

constexpr float kHeadHeight = 40;

struct Standing {
  std::int64_t ready = 0;    // messages that can be sent now
  std::int64_t known = 0;    // messages, or files that were not read yet
  std::int64_t sending = 0;  // files
};

Standing standing_of(const store::Reports& reports) {
  using Step = store::ReportFile::Step;
  Standing out;
  for (const store::ReportFile& file : reports.files) {
    const std::int64_t messages = store::message_count(file);
    if (file.step == Step::Read) out.ready += messages;
    if (file.step == Step::Queued || file.step == Step::Sending) ++out.sending;
    out.known += file.read ? messages : 1;
  }
  return out;
}

Key send_key(api::ReportKind kind) {
  constexpr Key kKeys[] = {Key::SendAsSpam, Key::SendAsPhishing, Key::SendAsWanted};
  return kKeys[static_cast<std::size_t>(kind)];
}

void note_view(Frame& frame, kit::Box& box, kit::Id id, std::string_view text) {
  const kit::StripSpec spec{.tone = kit::StripTone::Warning, .icon = theme::Icon::Info, .text = text, .announce = true, .card = true};
  kit::strip(frame.ui, id, box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
  box.skip_top(theme::space::k3);
}

void send_bar_view(Frame& frame, kit::Box& box, const Standing& standing) {
  kit::Ui& ui = frame.ui;
  const bool sending = standing.sending > 0;
  const std::string number = strings::number(frame.words(), standing.ready);
  const std::string send = frame.words().format(send_key(frame.state.reports.kind), {{"count", number}});
  const kit::ButtonSpec go{.label = sending ? frame.text(Key::Stop) : std::string_view(send),
                           .icon = sending ? theme::Icon::None : theme::Icon::Report,
                           .style = sending ? kit::ButtonStyle::Outlined : kit::ButtonStyle::Filled,
                           .disabled = !sending && standing.ready == 0};
  const kit::ButtonSpec clear{.label = frame.text(Key::RemoveAllFiles), .style = kit::ButtonStyle::Link};
  const std::string left = strings::number(frame.words(), standing.sending);
  const std::string title =
      sending ? frame.words().format(Key::SendingProgress, {{"count", left}}) : frame.words().count(Key::ToReport, standing.known);
  const float go_width = kit::button_width(ui, go), clear_width = kit::button_width(ui, clear);
  const bool narrow = go_width + clear_width + kit::text_width(ui, title, theme::Type::Heading) + 48 > box.w;
  kit::Box head = box.take_top(kHeadHeight);
  const auto run = [&](const kit::Box& at) {
    if (!kit::button(ui, kit::id("report-send"), at, go)) return;
    if (sending) {
      frame.push(intents::CancelReports{});
    } else {
      frame.push(intents::SendReports{});
    }
  };
  if (!narrow) {
    run(head.take_end(go_width).middle(ui.control_height()));
    head.skip_end(theme::space::k4);
  }
  if (!sending && kit::button(ui, kit::id("report-clear"), head.take_end(clear_width).middle(24), clear))
    frame.push(intents::RemoveReportFiles{std::nullopt});
  ui.record({.id = kit::id("report-standing"), .role = a11y::Role::Status, .name = title, .rect = head.rect()});
  kit::text(ui, head, title, {.type = theme::Type::Heading});
  if (narrow) {
    kit::Box line = box.take_top(ui.control_height() + theme::space::k3);
    run(line.take_top(ui.control_height()));
  } else {
    box.skip_top(4);
  }
}

}  // namespace

void to_report_view(Frame& frame, kit::Box& box) {
  const store::Reports& reports = frame.state.reports;
  if (reports.left_out > 0) {
    const std::string limit = strings::number(frame.words(), static_cast<std::int64_t>(api::kReportMax));
    note_view(frame, box, kit::id("report-left-out"), frame.words().count(Key::LeftOut, reports.left_out, {{"limit", limit}}));
  }
  if (reports.held_back) note_view(frame, box, kit::id("report-held-back"), frame.text(Key::HeldBack));
  if (reports.files.empty()) return;
  send_bar_view(frame, box, standing_of(reports));
  for (const store::ReportFile& file : reports.files) {
    const auto act = card_view(frame, box, card_of(frame, file));
    if (!act) continue;
    if (*act == CardAct::Remove) {
      frame.push(intents::RemoveReportFiles{file.id});
    } else if (file.step == store::ReportFile::Step::Failed) {
      frame.push(intents::RetryReportFile{file.id});
    } else {
      frame.push(intents::ChooseReportFiles{});
    }
  }
  box.skip_top(theme::space::k3);
}

void reported_view(Frame& frame, kit::Box& box) {
  const std::vector<store::Reported>& just = frame.state.reports.just;
  if (just.empty()) return;
  kit::Ui& ui = frame.ui;
  const kit::ButtonSpec undo{.label = frame.text(Key::UndoThese), .style = kit::ButtonStyle::Link};
  const auto newest = std::ranges::find_if(just, [](const store::Reported& one) { return one.item.report.has_value(); });
  std::string said;
  if (newest != just.end()) {
    const std::string time = strings::row_time(frame.words(), newest->item.report->reported_at, ui.wall_now());
    said = frame.words().count(Key::ReportedAt, static_cast<std::int64_t>(just.size()), {{"time", time}});
  }
  kit::Box head = box.take_top(ui.touch() ? theme::size::control::kTouch : 28.0F);
  box.skip_top(10);
  if (std::ranges::any_of(just, store::may_undo) &&
      kit::button(ui, kit::id("report-undo-all"), head.take_end(kit::button_width(ui, undo)), undo))
    frame.push(intents::UndoReports{std::nullopt});
  head.skip_end(theme::space::k3);
  const std::string_view title = frame.text(Key::JustReported);
  const float width = std::min(kit::text_width(ui, title, theme::Type::Heading) + 1, head.w);
  kit::heading(ui, kit::id("report-just"), head.take_start(width), title, 2, {.type = theme::Type::Heading});
  head.skip_start(10);
  ui.record({.id = kit::id("report-just-count"), .role = a11y::Role::Status, .name = said, .rect = head.rect()});
  if (head.w > 90) kit::text(ui, head, said, {.type = theme::Type::Small, .color = frame.palette().text.muted});
  for (const store::Reported& one : just) {
    const auto act = card_view(frame, box, card_of(frame, one));
    if (!act) continue;
    if (one.item.report) {
      carry_out(frame, *act, *one.item.report);
    } else {
      frame.push(intents::ChooseReportFiles{});
    }
  }
  box.skip_top(theme::space::k3);
}

float own_reports_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const float top = box.y;
  const store::Remote<api::ReportPage>& remote = frame.state.reports.page;
  if (remote.error() != nullptr) {
    if (failure_view(frame, kit::id("reports-failed"), box.take_top(kit::kFailureHeight + theme::space::k4), Key::FailedReports,
                     *remote.error()))
      frame.push(intents::ReloadReports{});
  }
  const api::ReportPage* page = remote.value();
  if (page == nullptr) {
    const kit::Id id = kit::id("reports-loading");
    const kit::Box at = box.take_top(320);
    ui.record({.id = id, .role = a11y::Role::Progressbar, .name = std::string(frame.text(Key::LoadingReports)), .rect = at.rect()});
    if (remote.is_loading() && kit::skeleton_due(ui, id)) kit::skeleton_lines(ui, id, at, 8);
    return box.y - top;
  }
  if (page->items.empty()) {
    kit::empty_state(ui, kit::id("reports-none"), box.take_top(320),
                     {.icon = theme::Icon::Report, .title = frame.text(Key::NoReports), .text = frame.text(Key::NoReportsText)});
  }
  constexpr Key kKinds[] = {Key::ClassSpam, Key::ClassPhish, Key::ClassNotSpam};
  for (const api::Report& report : page->items) {
    Card card = card_of(frame, report);
    std::string head = strings::row_time(frame.words(), report.reported_at, ui.wall_now());
    head.append(" · ").append(frame.text(kKinds[static_cast<std::size_t>(report.kind)]));
    if (report.via == api::ReportVia::Mail) head.append(" · ").append(frame.text(Key::ReportedByMail));
    head.append(" · ").append(origin_line(frame, report.read));
    card.text = head + "\n" + card.text;
    std::erase_if(card.links, [](const CardLink& link) { return link.act <= CardAct::EntryBack; });  // decided where it was reported
    if (const auto act = card_view(frame, box, card)) carry_out(frame, *act, report);
  }
  if (static_cast<std::int64_t>(page->items.size()) < page->total) {
    const kit::ButtonSpec older{
        .label = frame.text(Key::HistoryOlder), .style = kit::ButtonStyle::Link, .disabled = frame.state.reports.asking_more};
    kit::Box line = box.take_top(48);
    if (kit::button(ui, kit::id("reports-older"), line.take_start(kit::button_width(ui, older)).middle(28), older))
      frame.push(intents::NeedReports{});
  }
  return box.y - top;
}

}  // namespace pratique::views
