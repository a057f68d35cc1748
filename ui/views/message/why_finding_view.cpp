#include "ui/views/message/why_sections.hpp"

namespace pratique::views {
namespace {

constexpr float kRowHeight = 50;
constexpr float kWrongHeight = 18;

}  // namespace

void findings_heading_view(Frame& frame, kit::Box& box, kit::Id id, std::string_view title, std::string_view note) {
  kit::Box head = box.take_top(32);
  const float width = kit::heading(frame.ui, id, head, title, 2, {.type = theme::Type::Heading});
  head.skip_start(width + theme::space::k3);
  kit::text(frame.ui, head, note, {.type = theme::Type::Meta, .color = frame.palette().text.muted, .align = kit::Align::End});
}

void finding_view(Frame& frame, kit::Box& box, const Finding& finding) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const bool wrong = !finding.wrong.empty();
  kit::Box row = box.take_top(kRowHeight + (wrong ? kWrongHeight : 0.0F));
  const bool seen = row.overlaps(ui.clip());
  ui.record({.id = finding.id,
             .role = a11y::Role::Row,
             .name = finding.name,
             .description = finding.facts,
             .value = finding.wrong,
             .rect = seen ? row.rect() : base::Rect{}});
  if (!seen) return;  // far away: it only takes its room
  kit::line(ui, row, kit::Edge::Top, colors.line.divider);
  kit::icon(ui, row.take_start(18), wrong ? theme::Icon::Mismatch : finding.icon, wrong ? colors.danger.text : colors.text.secondary,
            theme::size::icon::kMd);
  row.skip_start(theme::space::k3);
  const float size = ui.touch() ? theme::size::target::kTouch : 32.0F;
  if (!finding.copied.empty()) {
    if (kit::icon_button(ui, kit::child(finding.id, "copy"), row.take_end(size).middle(size), theme::Icon::Copy, finding.copy_name))
      frame.push(intents::CopyText{finding.copied});
    row.skip_end(theme::space::k2);
  }
  kit::Box lines = row.middle(wrong ? 38 + kWrongHeight : 38);
  kit::text(ui, lines.take_top(20), finding.name,
            {.type = theme::Type::BodyStrong, .cut_tooltip = true, .id = kit::child(finding.id, "name")});
  kit::text(ui, lines.take_top(18), finding.facts,
            {.type = theme::Type::Small, .color = colors.text.muted, .cut_tooltip = true, .id = kit::child(finding.id, "facts")});
  if (wrong)
    kit::text(ui, lines, finding.wrong, {.type = theme::Type::Small, .color = colors.danger.text, .weight = kit::Weight::SemiBold});
}

}  // namespace pratique::views
