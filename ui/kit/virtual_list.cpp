#include "ui/kit/virtual_list.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/paint.hpp"

namespace pratique::kit {

namespace {

constexpr float kAutoScrollZone = 28, kAutoScrollStep = 12;

[[nodiscard]] std::size_t headers_up_to(const ListSpec& spec, std::int64_t rank) {
  auto after = std::upper_bound(spec.groups.begin(), spec.groups.end(), rank,
                                [](std::int64_t value, const ListGroup& group) { return value < group.first_rank; });
  return static_cast<std::size_t>(after - spec.groups.begin());
}

[[nodiscard]] std::int64_t page_rows(const Box& box, const ListSpec& spec) {
  return std::max<std::int64_t>(static_cast<std::int64_t>(box.h / spec.row_height) - 1, 1);
}

void read_keys(Ui& ui, const Box& box, const ListSpec& spec, bool focus_inside, ListEvents& events) {
  std::int64_t at = spec.cursor.value_or(-1), last = spec.total - 1;
  auto move = [&](Key key, std::int64_t to) {
    if (!focus_inside) return;
    bool plain = ui.raw_key(key), extended = !plain && ui.raw_key(key, kShift);
    if (plain || extended) events.cursor_to = to, events.extend = extended;
  };
  move(Key::Down, at + 1);
  move(Key::Up, at < 0 ? last : at - 1);
  move(Key::PageDown, at + page_rows(box, spec));
  move(Key::PageUp, at - page_rows(box, spec));
  move(Key::Home, 0);
  move(Key::Last, last);
  if (spec.next_key && ui.shortcut(*spec.next_key)) events.cursor_to = at + 1;
  if (spec.previous_key && ui.shortcut(*spec.previous_key)) events.cursor_to = at < 0 ? 0 : at - 1;
  if (events.cursor_to) events.cursor_to = std::clamp<std::int64_t>(*events.cursor_to, 0, last);
  if (!spec.cursor) return;
  events.toggle = (focus_inside && ui.raw_key(Key::Space)) || (spec.toggle_key && ui.shortcut(*spec.toggle_key));
  events.activate = (focus_inside || ui.focused() == 0) && !ui.editing_text() && ui.raw_key(Key::Enter);
}

void follow_cursor(const Box& box, const ListSpec& spec, ListState& state) {
  if (spec.cursor == state.shown_cursor) return;
  state.shown_cursor = spec.cursor;
  if (!spec.cursor || *spec.cursor >= spec.total) return;
  double top = row_top(spec, *spec.cursor), sticky = spec.groups.empty() ? 0.0 : static_cast<double>(spec.header_height);
  scroll_into_view(box, state.scroll, top - sticky, top + static_cast<double>(spec.row_height + spec.bottom_padding));
}

// A drag that began on a tile selects every row it passes, and scrolls at the edges.
void paint_selection(Ui& ui, const Box& box, const ListSpec& spec, ListState& state, ListEvents& events) {
  if (!state.paint_from) return;
  if (!ui.pointer_down()) {
    state.paint_from.reset(), state.painted_to.reset();
    return;
  }
  if (!ui.pointer_dragging() || ui.pointer_is_touch()) return;
  if (ui.pointer_y() < box.y + kAutoScrollZone) state.scroll.offset -= kAutoScrollStep, ui.request_frame();
  if (ui.pointer_y() > box.bottom() - kAutoScrollZone) state.scroll.offset += kAutoScrollStep, ui.request_frame();
  std::int64_t over = row_at(spec, state.scroll.offset + static_cast<double>(ui.pointer_y() - box.y));
  if (state.painted_to == over) return;
  state.painted_to = over;
  events.paint_from = state.paint_from, events.paint_to = over;
}

void draw_rows(Ui& ui, Id id, const Box& box, const ListSpec& spec, ListState& state, ListEvents& events,
               FunctionRef<void(const ListRow&)> draw_row) {
  events.first_visible = row_at(spec, state.scroll.offset);
  events.last_visible = row_at(spec, state.scroll.offset + static_cast<double>(box.h) - 1);
  bool cursor_shown = spec.cursor && *spec.cursor >= events.first_visible && *spec.cursor <= events.last_visible;
  for (std::int64_t rank = events.first_visible; rank <= events.last_visible; ++rank) {
    // Doubles until the screen: at a million rows a float is wrong by whole pixels.
    float y = box.y + static_cast<float>(row_top(spec, rank) - state.scroll.offset);
    Box at{box.x, ui.snap(y), box.w, spec.row_height, box.direction};
    bool cursor = spec.cursor == rank;
    draw_row({rank, at, id, cursor, cursor_shown ? cursor : rank == events.first_visible, &state, &events, spec.total});
  }
}

void draw_headers(Ui& ui, const Box& box, const ListSpec& spec, const ListState& state, const ListEvents& events,
                  FunctionRef<void(std::size_t, Box)> draw_header) {
  if (spec.groups.empty()) return;
  std::size_t from = headers_up_to(spec, events.first_visible), to = headers_up_to(spec, events.last_visible);
  double header = static_cast<double>(spec.header_height);
  auto natural = [&](std::size_t index) { return row_top(spec, spec.groups[index].first_rank) - header - state.scroll.offset; };
  for (std::size_t index = from > 0 ? from - 1 : 0; index < to; ++index) {
    double y = natural(index);
    if (y < 0)
      y = index + 1 < spec.groups.size() ? std::min(0.0, natural(index + 1) - header) : 0.0;  // sticks until the next one pushes it
    Box at{box.x, ui.snap(box.y + static_cast<float>(y)), box.w, spec.header_height, box.direction};
    if (at.bottom() <= box.y || at.y >= box.bottom()) continue;
    (void)ui.interact(child(kit::id("list-header"), "ground", index), at, {.focus_on_press = false, .keyboard = false});
    draw_header(index, at);
  }
}

}  // namespace

double row_top(const ListSpec& spec, std::int64_t rank) {
  return static_cast<double>(rank) * static_cast<double>(spec.row_height) +
         static_cast<double>(headers_up_to(spec, rank)) * static_cast<double>(spec.header_height);
}

double list_height(const ListSpec& spec) {
  return static_cast<double>(spec.total) * static_cast<double>(spec.row_height) +
         static_cast<double>(spec.groups.size()) * static_cast<double>(spec.header_height) + static_cast<double>(spec.bottom_padding);
}

// The last row that begins at or above `y`.
std::int64_t row_at(const ListSpec& spec, double y) {
  std::int64_t low = 0, high = spec.total;
  while (high - low > 1) {
    std::int64_t middle = low + (high - low) / 2;
    (row_top(spec, middle) <= y ? low : high) = middle;
  }
  return std::clamp<std::int64_t>(low, 0, std::max<std::int64_t>(spec.total - 1, 0));
}

ListEvents virtual_list(Ui& ui, Id id, const Box& box, const ListSpec& spec, ListState& state, FunctionRef<void(const ListRow&)> draw_row,
                        FunctionRef<void(std::size_t, Box)> draw_header) {
  ListEvents events;
  state.scroll.content_height = list_height(spec);
  if (spec.total <= 0) return events;
  bool focus_inside = ui.has_focus(id) || (state.focused_row != 0 && ui.has_focus(state.focused_row));
  (void)ui.interact(id, box, {.focus_on_press = false, .keyboard = false});
  a11y::Node& node = ui.record({.id = id,
                                .role = a11y::Role::Listbox,
                                .name = std::string(spec.name),
                                .rect = box.rect(),
                                .focus_target = true,
                                .set_size = spec.total});
  node.position = 0;
  ui.open_group(id);
  read_keys(ui, box, spec, focus_inside, events);
  follow_cursor(box, spec, state);
  state.scroll.offset += static_cast<double>(ui.take_scroll(id)) * static_cast<double>(box.h);
  scroll_input(ui, id, box, state.scroll);
  paint_selection(ui, box, spec, state, events);
  state.scroll.offset = std::clamp(state.scroll.offset, 0.0, std::max(state.scroll.content_height - static_cast<double>(box.h), 0.0));
  state.focus_now = 0;
  {
    ClipScope clip(ui, box);
    draw_rows(ui, id, box, spec, state, events, draw_row);
    ui.close_group();  // a listbox holds options and nothing else (WAI-ARIA): headings stand beside it
    draw_headers(ui, box, spec, state, events, draw_header);
  }
  // The cursor's row is scrolled away: the list keeps the focus for it.
  if (focus_inside && state.focus_now == 0 && (ui.has_focus(id) || ui.has_focus(state.focused_row))) {
    if (!ui.has_focus(id)) ui.focus(id, ui.focus_visible() ? FocusVia::Keyboard : FocusVia::Pointer);
    state.focus_now = id;
  }
  state.focused_row = state.focus_now;
  scroll_bar(ui, id, box, state.scroll);
  return events;
}

RowResponse list_row(Ui& ui, const ListRow& row, const RowSpec& spec) {
  const theme::Palette& p = ui.palette();
  RowResponse response;
  ListState& state = *row.state;
  Interaction now = ui.interact(spec.id, row.box, {.disabled = !spec.pressable, .keyboard = false});
  Box rest = row.box, tile = rest.take_start(spec.tile_width);
  Interaction on_tile;
  if (spec.tile_width > 0 && spec.pressable)
    on_tile = ui.interact(child(spec.id, "tile"), tile, {.focus_on_press = false, .keyboard = false});
  if (on_tile.pressed) state.paint_from = row.rank, state.painted_to.reset();

  bool had_focus = state.focused_row != 0 && (ui.focused() == state.focused_row || ui.has_focus(row.list));
  if (row.cursor && had_focus && !ui.has_focus(spec.id) && !row.events->cursor_to)
    ui.focus(spec.id, ui.focus_visible() ? FocusVia::Keyboard : FocusVia::Pointer);
  if (ui.has_focus(spec.id)) {
    state.focus_now = spec.id;
    if (!row.cursor && state.focused_row != spec.id && !row.events->cursor_to) row.events->cursor_to = row.rank;
  }
  response.focused = ui.has_focus(spec.id);
  ui.record({.id = spec.id,
             .role = a11y::Role::Option,
             .name = std::string(spec.name),
             .description = std::string(spec.description),
             .rect = row.box.rect(),
             .selected = spec.selected,
             .disabled = !spec.pressable,
             .focusable = row.tab_stop,
             .focus_target = !row.tab_stop,
             .set_size = row.total,
             .position = row.rank + 1});

  bool marked = spec.selected || spec.open;
  theme::Color background = !spec.fill.none()              ? spec.fill
                            : marked                       ? p.surface.selected
                            : now.held                     ? p.surface.pressed
                            : now.within && spec.pressable ? p.surface.hover
                                                           : theme::Color{};
  if (!background.none()) fill(ui, row.box, background);
  line(ui, row.box, Edge::Bottom, p.line.divider);
  if (marked) {
    Box bar = row.box;
    fill(ui, bar.take_start(theme::stroke::kSelectionBar), p.line.selection);
  }
  if (response.focused && ui.focus_visible()) focus_ring_inside(ui, row.box);

  response.hovered = now.within && !ui.pointer_is_touch();
  response.tile_hovered = on_tile.hovered && !ui.pointer_is_touch();
  if (now.hovered || on_tile.hovered) ui.set_cursor(Cursor::Hand);
  Mods mods = ui.mods();
  bool painted = state.painted_to.has_value();
  response.toggled = (on_tile.clicked && !painted && !mods.shift) || (now.clicked && mods.command);
  response.ranged = (now.clicked || on_tile.clicked) && !painted && mods.shift;
  response.opened = now.clicked && !mods.shift && !mods.command;
  bool context = now.context || on_tile.context;
  if (context && ui.pointer_is_touch())
    response.toggled = true;  // a long press selects
  else
    response.context = context;
  return response;
}

void list_header(Ui& ui, const Box& box) {
  fill(ui, box, ui.palette().surface.sunken);
  line(ui, box, Edge::Bottom, ui.palette().line.divider);
}

}  // namespace pratique::kit
