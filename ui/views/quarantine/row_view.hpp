// One held message as a list row, in one, two or three lines. Everything it shows comes with the list, so scrolling asks nothing else.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

enum class RowForm : std::uint8_t { Line, Compact, Comfortable };  // one, two, three lines

struct RowLook {  // the same for all rows of a frame
  RowForm form = RowForm::Comfortable;
  float height = theme::size::row::kComfortable;
  bool several_recipients = false;
  bool wide = true;           // room for the meter beside its number
  bool boxes_always = false;  // something is selected
};
[[nodiscard]] RowLook row_look(const Frame& frame, float list_width);

enum class RowClick : std::uint8_t { None, Open, Toggle, Range, Menu, Release, Remove, Wave };
// Also draws the menu of the row while it is open.
RowClick row_view(Frame& frame, const kit::ListRow& row, const api::MessageSummary& message, const RowLook& look);

}  // namespace pratique::views
