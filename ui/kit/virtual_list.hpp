// A list of up to millions of rows by rank: only visible rows are asked for. Rows have one height; groups have sticky headers. One
// focus stop with arrows inside (roving tabindex); the caller owns cursor and selection and hears wishes as ListEvents.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ui/kit/function_ref.hpp"
#include "ui/kit/scroll_area.hpp"

namespace pratique::kit {

struct ListGroup {
  std::int64_t first_rank = 0;  // ascending
};

struct ListState {  // in the view state
  ScrollState scroll;
  std::optional<std::int64_t> shown_cursor;  // the cursor that was last scrolled to
  std::optional<std::int64_t> paint_from;    // drag on tiles
  std::optional<std::int64_t> painted_to;
  Id focused_row = 0;  // what had the focus within the list at the end of the last frame
  Id focus_now = 0;
};

struct ListSpec {
  std::string_view name;
  std::int64_t total = 0;
  float row_height = theme::size::row::kComfortable;
  float header_height = 28;
  std::span<const ListGroup> groups;
  std::optional<std::int64_t> cursor;  // row that has the keyboard
  // Keys that move and select wherever the focus is, beside the arrows and Space: j, k and x unless the reader chose others.
  std::optional<Chord> next_key = Chord{Key::J, {}}, previous_key = Chord{Key::K, {}}, toggle_key = Chord{Key::X, {}};
  float bottom_padding = 0;  // room for a toast
};

struct ListEvents {
  std::optional<std::int64_t> cursor_to;              // arrows, j, k, page, home, end, press
  bool extend = false;                                // with Shift: select the range
  bool toggle = false;                                // Space or x on the cursor's row
  bool activate = false;                              // Enter on the cursor's row
  std::optional<std::int64_t> paint_from;             // drag on tiles: select from here …
  std::optional<std::int64_t> paint_to;               // … to here, whenever it changes
  std::int64_t first_visible = 0, last_visible = -1;  // ranks, inclusive
};

// What the row callback gets; it calls list_row() first, or skeleton_row() when the row is not loaded.
struct ListRow {
  std::int64_t rank = 0;
  Box box;
  Id list = 0;
  bool cursor = false;    // has the keyboard
  bool tab_stop = false;  // Tab enters the list here
  ListState* state = nullptr;
  ListEvents* events = nullptr;
  std::int64_t total = 0;
};

struct RowSpec {
  Id id = 0;              // of the thing shown: kit::id("row", message.id)
  std::string_view name;  // what a screen reader says of the row
  std::string_view description;
  bool selected = false;  // chosen, with its box ticked
  bool open = false;      // shown in the preview
  bool muted = false;     // leaving
  bool pressable = true;
  float tile_width = 48;  // this part of the start edge selects instead of opening
  theme::Color fill{};    // none = by state
};
struct RowResponse {
  bool hovered = false;  // anywhere in the row
  bool tile_hovered = false;
  bool opened = false;   // clicked, beside the tile
  bool toggled = false;  // clicked on the tile, or Ctrl+click
  bool ranged = false;   // Shift+click
  bool context = false;  // right button, long press
  bool focused = false;
};

ListEvents virtual_list(Ui& ui, Id id, const Box& box, const ListSpec& spec, ListState& state, FunctionRef<void(const ListRow&)> draw_row,
                        FunctionRef<void(std::size_t, Box)> draw_header);
// Fill, divider, selection bar, focus, the Option node. Draw the content after it.
RowResponse list_row(Ui& ui, const ListRow& row, const RowSpec& spec);
void list_header(Ui& ui, const Box& box);  // fill and line of a group header

// Geometry, pure: y of a row's top in the content, and the row at a y (clamped to the list).
[[nodiscard]] double row_top(const ListSpec& spec, std::int64_t rank);
[[nodiscard]] std::int64_t row_at(const ListSpec& spec, double y);
[[nodiscard]] double list_height(const ListSpec& spec);

}  // namespace pratique::kit
