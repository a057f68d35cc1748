#include "ui/kit/table.hpp"

#include "ui/kit/paint.hpp"
#include "ui/kit/text.hpp"

namespace pratique::kit {

namespace {

constexpr float kPadX = 16, kGap = 16, kGrip = 8, kKeyStep = 16;

[[nodiscard]] float width_of(std::span<const Column> columns, const TableState& state, std::size_t index) {
  return index < state.widths.size() ? state.widths[index] : columns[index].width;
}

}  // namespace

void column_boxes(std::span<const Column> columns, const TableState& state, Box row, std::span<Box> out) {
  row = row.inset(std::min(kPadX, row.w / 8), 0);
  const float whole = row.w;
  float fixed = columns.empty() ? 0 : kGap * static_cast<float>(columns.size() - 1);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!columns[i].grows) fixed += width_of(columns, state, i);
  for (std::size_t i = 0; i < columns.size() && i < out.size(); ++i) {
    float width = columns[i].grows ? std::max(whole - fixed, columns[i].min_width) : width_of(columns, state, i);
    if (columns[i].grows) fixed = whole;  // only one grows
    out[i] = row.take_start(width);
    row.skip_start(kGap);
  }
}

std::optional<std::size_t> table_header(Ui& ui, Id id, const Box& box, std::span<const Column> columns, TableState& state) {
  const theme::Palette& p = ui.palette();
  fill(ui, box, p.surface.sunken);
  line(ui, box, Edge::Bottom, p.line.divider);
  GroupScope group(ui, id, a11y::Role::Row, {}, box);
  std::vector<Box> boxes(columns.size());
  std::optional<std::size_t> clicked;
  column_boxes(columns, state, box, boxes);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    const Interaction heading = column.sorts ? ui.interact(column.id, boxes[i], {.focus_on_press = false}) : Interaction{};
    if (heading.clicked) clicked = i;
    if (heading.hovered) ui.set_cursor(Cursor::Hand);
    if (heading.ring) focus_ring_inside(ui, boxes[i]);
    ui.record({.id = column.id,
               .role = a11y::Role::ColumnHeader,
               .name = std::string(column.label),
               .rect = boxes[i].rect(),
               .focusable = column.sorts});
    if (column.mark != theme::Icon::None) {
      const float width = std::min(text_width(ui, column.label, theme::Type::Meta, Weight::SemiBold) + 4, std::max(boxes[i].w - 14, 0.0F));
      Box mark = boxes[i];
      mark.skip_start(width);
      icon(ui, mark.take_start(14), column.mark, p.text.secondary, theme::size::icon::kSm);
    }
    Box label_box = boxes[i];
    label_box.skip_end(std::min(column.label_room, label_box.w));
    text(ui, label_box, column.label,
         {.type = theme::Type::Meta,
          .color = p.text.secondary,
          .weight = Weight::SemiBold,
          .align = column.end_aligned ? Align::End : Align::Start});
    if (column.grows || i + 1 == columns.size()) continue;
    Box edge = boxes[i];
    edge = Box{edge.at_start(edge.w + kGap / 2) - kGrip / 2, box.y, kGrip, box.h, box.direction};
    Id grip = child(column.id, "width");
    Interaction now = ui.interact(grip, edge, {.keyboard = false});
    a11y::Node node{.id = grip, .role = a11y::Role::Separator, .name = std::string(column.label), .rect = edge.rect(), .focusable = true};
    node.value = std::to_string(static_cast<int>(boxes[i].w));
    ui.record(std::move(node));
    float width = boxes[i].w;
    if (now.dragging) width += edge.from_start(ui.pointer_x()) - kGrip / 2;
    if (ui.key(grip, Key::End)) width += kKeyStep;
    if (ui.key(grip, Key::Start)) width -= kKeyStep;
    if (now.double_clicked || ui.key(grip, Key::Enter)) width = column.width;
    fill(ui, edge.centered(ui.hairline(), box.h - 16), now.hovered || now.held || now.ring ? p.accent.fill : p.line.strong);
    if (now.hovered || now.held) ui.set_cursor(Cursor::ResizeColumn);
    width = std::max(width, column.min_width);
    if (width == boxes[i].w) continue;
    if (state.widths.size() != columns.size()) {
      state.widths.clear();
      for (const Column& each : columns) state.widths.push_back(each.width);
    }
    state.widths[i] = width;
  }
  return clicked;
}

}  // namespace pratique::kit
