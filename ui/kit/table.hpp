// Columns with a header that can be resized: drag the edge, or arrows on the focused edge; double click resets. The caller draws the
// cells into the boxes it gets. Widths live in the view state.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct Column {
  Id id = 0;
  std::string_view label;
  float width = 120;  // initial
  float min_width = 48;
  bool grows = false;  // takes what is left; one column
  bool end_aligned = false;
  bool sorts = false;                    // the heading can be clicked
  float label_room = 0;                  // of the header's end that something else takes, for the last column
  theme::Icon mark = theme::Icon::None;  // behind the label: how it is sorted by it now
};
struct TableState {
  std::vector<float> widths;  // by column; empty = initial
};
inline constexpr float kTableHeaderHeight = 32;

// Boxes of the columns within `row` (padded at the start), same order as `columns`.
void column_boxes(std::span<const Column> columns, const TableState& state, Box row, std::span<Box> out);
// Answers the heading that was clicked.
std::optional<std::size_t> table_header(Ui& ui, Id id, const Box& box, std::span<const Column> columns, TableState& state);

}  // namespace pratique::kit
