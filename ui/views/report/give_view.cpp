#include <algorithm>
#include <array>

#include "ui/strings/format.hpp"
#include "ui/views/report/report_view.hpp"

namespace pratique::views {
namespace {

constexpr float kZone = 176, kZoneWithButtons = 232, kTile = 44, kNarrow = 560;

void kinds_view(Frame& frame, const kit::Box& box) {
  const std::array<kit::Segment, 3> kinds{{{.id = kit::id("report-spam"), .label = frame.text(Key::ItIsSpam)},
                                           {.id = kit::id("report-phish"), .label = frame.text(Key::ItIsPhishing)},
                                           {.id = kit::id("report-wanted"), .label = frame.text(Key::ItIsWanted)}}};
  const auto chosen = kit::segmented(frame.ui, kit::id("report-kind"), box, kinds, static_cast<std::size_t>(frame.state.reports.kind),
                                     frame.text(Key::ReportKindLabel));
  if (chosen) frame.push(intents::SetReportKind{static_cast<api::ReportKind>(*chosen)});
}

float kinds_width(Frame& frame) {
  const std::array<kit::Segment, 3> kinds{
      {{.label = frame.text(Key::ItIsSpam)}, {.label = frame.text(Key::ItIsPhishing)}, {.label = frame.text(Key::ItIsWanted)}}};
  return kit::segmented_width(frame.ui, kinds);
}

void open_paste(Frame& frame) {
  frame.view.report.paste = PasteForm{.source = {}, .given = frame.state.reports.given};
  frame.ui.close_all_popups();
}

// ".eml, .msg … · or choose files · or paste the source", on one line or on two.
void ways_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const std::string count = strings::number(frame.words(), static_cast<std::int64_t>(api::kReportMax));
  const std::string what = frame.words().format(Key::DropKinds, {{"count", count}});
  const kit::TextSpec quiet{.type = theme::Type::Small, .color = frame.palette().text.secondary};
  const auto width = [&](std::string_view text, kit::Weight weight) { return kit::text_width(ui, text, theme::Type::Small, weight) + 1; };
  const float said = width(what, kit::Weight::Regular);
  const float first = width(frame.text(Key::ChooseFiles), kit::Weight::SemiBold);
  const float second = width(frame.text(Key::PasteSource), kit::Weight::SemiBold);
  const float gap = width(frame.text(Key::OrLink), kit::Weight::Regular);
  kit::Box line = box.take_top(20);
  const bool one_line = said + first + second + 2 * gap <= line.w;
  if (one_line) {
    line = line.centered(said + first + second + 2 * gap, line.h);
    kit::text(ui, line.take_start(said), what, quiet);
    kit::text(ui, line.take_start(gap), frame.text(Key::OrLink), quiet);
  } else {
    kit::TextSpec middle = quiet;
    middle.align = kit::Align::Center;
    kit::text(ui, line, what, middle);
    line = box.take_top(24);
    line = line.centered(std::min(first + second + gap, line.w), line.h);
  }
  if (kit::link(ui, kit::id("report-choose"), line.take_start(first), frame.text(Key::ChooseFiles)))
    frame.push(intents::ChooseReportFiles{});
  kit::text(ui, line.take_start(gap), frame.text(Key::OrLink), quiet);
  if (kit::link(ui, kit::id("report-paste"), line.take_start(second), frame.text(Key::PasteSource))) open_paste(frame);
}

// For a finger: nothing can be dropped there.
void buttons_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const kit::ButtonSpec choose{.label = frame.text(Key::ChooseFilesButton), .icon = theme::Icon::File, .style = kit::ButtonStyle::Filled};
  const kit::ButtonSpec paste{.label = frame.text(Key::PasteTitle)};
  const float first = kit::button_width(ui, choose), second = kit::button_width(ui, paste);
  kit::Box line = box.take_top(ui.control_height());
  const bool beside = first + second + theme::space::k2 <= line.w;
  if (beside) line = line.centered(first + second + theme::space::k2, line.h);
  const kit::Box at = beside ? line.take_start(first) : line.centered(std::min(first, line.w), line.h);
  if (kit::button(ui, kit::id("report-choose"), at, choose)) frame.push(intents::ChooseReportFiles{});
  line.skip_start(theme::space::k2);
  if (!beside) {
    box.skip_top(theme::space::k2);
    line = box.take_top(ui.control_height());
    line = line.centered(std::min(second, line.w), line.h);
  }
  if (kit::button(ui, kit::id("report-paste"), line.take_start(second), paste)) open_paste(frame);
}

void zone_view(Frame& frame, const kit::Box& zone, bool buttons) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const std::optional<int>& dragged = frame.state.reports.dragged;
  const std::string title = dragged.value_or(0) > 0 ? frame.words().count(Key::DropCount, *dragged)
                                                    : std::string(frame.text(buttons ? Key::GiveMessages : Key::DropHere));
  const kit::Id id = kit::id("report-zone");
  const kit::Interaction it = ui.interact(kit::child(id, "ground"), zone, {.focus_on_press = false, .keyboard = false});
  if (it.clicked) frame.push(intents::ChooseReportFiles{});
  const kit::GroupScope group(ui, id, a11y::Role::Group, title, zone);
  kit::fill(ui, zone, dragged ? colors.accent.soft : it.hovered ? colors.surface.hover : colors.surface.sunken, theme::radius::kLg);
  if (dragged) {
    kit::outline(ui, zone, colors.accent.fill, theme::radius::kLg, theme::stroke::kFocus);
  } else {
    kit::dashed_outline(ui, zone, colors.line.control, theme::radius::kLg);
  }
  const float used = kTile + 8 + 24 + 2 + (buttons ? 20 + 12 + ui.control_height() : zone.w < kNarrow ? 44.0F : 20.0F);
  kit::Box in = zone.inset(theme::space::k4, 0);
  in = in.middle(std::min(std::max(used, 0.0F), zone.h));
  kit::tinted_tile(ui, in.take_top(kTile).centered(kTile, kTile), colors.accent.soft, colors.accent.soft_on, theme::Icon::Upload, 22);
  in.skip_top(8);
  kit::heading(ui, kit::child(id, "title"), in.take_top(24), title, 2, {.type = theme::Type::Heading, .align = kit::Align::Center});
  in.skip_top(2);
  if (!buttons) return ways_view(frame, in);
  const std::string count = strings::number(frame.words(), static_cast<std::int64_t>(api::kReportMax));
  kit::text(ui, in.take_top(20), frame.words().format(Key::DropKinds, {{"count", count}}),
            {.type = theme::Type::Small, .color = colors.text.secondary, .align = kit::Align::Center});
  in.skip_top(12);
  buttons_view(frame, in);
}

}  // namespace

void give_view(Frame& frame, kit::Box& box) {
  kit::Ui& ui = frame.ui;
  const std::string_view lead = frame.text(Key::ReportLead);
  const float switch_width = kinds_width(frame);
  const float switch_height = ui.touch() ? 40.0F : 28.0F;
  const kit::TextSpec spec{.color = frame.palette().text.secondary, .max_lines = 3};
  if (kit::text_width(ui, lead, theme::Type::Body) + theme::space::k4 + switch_width <= box.w) {
    kit::Box line = box.take_top(switch_height);
    kinds_view(frame, line.take_end(switch_width));
    kit::label(ui, kit::id("report-lead"), line, lead, {.color = frame.palette().text.secondary});
  } else {
    kit::label(ui, kit::id("report-lead"), box.take_top(kit::text_height(ui, lead, theme::Type::Body, box.w, 3)), lead, spec);
    box.skip_top(theme::space::k3);
    kit::Box line = box.take_top(switch_height);
    kinds_view(frame, line.take_start(box.w < kNarrow ? box.w : switch_width));
  }
  box.skip_top(14);
  const bool buttons = ui.touch();
  const bool stacked = buttons && box.w < 300;
  zone_view(frame, box.take_top(buttons ? kZoneWithButtons + (stacked ? 48.0F : 0.0F) : kZone), buttons);
  box.skip_top(theme::space::k6);
}

void paste_view(Frame& frame) {
  ReportViewState& view = frame.view.report;
  if (!view.paste) return;
  if (frame.state.reports.given > view.paste->given || frame.state.route.place != store::Place::Report) return view.paste.reset();
  kit::Ui& ui = frame.ui;
  const kit::Box screen = ui.safe_screen();
  const float width = std::min(640.0F, screen.w - 2 * theme::space::k4);
  const kit::DialogSpec spec{.title = frame.text(Key::PasteTitle),
                             .width = width,
                             .height = std::min(480.0F, screen.h - 2 * theme::space::k4),
                             .close_name = frame.text(Key::Close)};
  bool done = false;
  bool add = false;
  const kit::DialogResult result = kit::dialog(ui, kit::id("report-paste-form"), spec, [&](kit::Box box) {
    kit::Box foot = box.take_bottom(ui.control_height());
    box.skip_bottom(theme::space::k4);
    const std::string_view text = frame.text(Key::PasteText);
    kit::label(ui, kit::id("report-paste-text"), box.take_top(kit::text_height(ui, text, theme::Type::Body, box.w, 4)), text,
               {.color = frame.palette().text.secondary, .max_lines = 4});
    box.skip_top(theme::space::k3);
    const kit::Id field = kit::id("report-source");
    if (!std::exchange(view.paste->asked_focus, true)) ui.focus(field);
    const kit::AreaEvents events = kit::text_area(
        ui, field, box,
        {.name = frame.text(Key::PasteLabel), .value = view.paste->source, .placeholder = "Received: …\nFrom: …\nSubject: …"});
    if (events.changed) view.paste->source = *events.changed;
    const kit::ButtonSpec go{.label = frame.text(Key::Add), .style = kit::ButtonStyle::Filled, .disabled = view.paste->source.empty()};
    const kit::ButtonSpec cancel{.label = frame.text(Key::Cancel)};
    const kit::Box go_box = foot.take_end(kit::button_width(ui, go));
    foot.skip_end(theme::space::k2);
    done = kit::button(ui, kit::id("report-paste-cancel"), foot.take_end(kit::button_width(ui, cancel)), cancel) || events.cancelled;
    add = kit::button(ui, kit::id("report-paste-add"), go_box, go) || events.submitted;
  });
  if (add && !view.paste->source.empty()) frame.push(intents::PasteReport{std::move(view.paste->source)});
  if (add || done || result.dismissed) view.paste.reset();
}

}  // namespace pratique::views
