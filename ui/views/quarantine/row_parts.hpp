// The pieces of a row. Each cuts the room it needs off the line it is given, so that what is drawn last takes what is left.
#pragma once

#include "ui/views/quarantine/row_view.hpp"

namespace pratique::views {

struct RowParts {
  Frame& frame;
  const api::MessageSummary& message;
  const RowLook& look;
  kit::Id row;
  RowClick click = RowClick::None;

  void unseen_dot(kit::Box& line);
  void sender(kit::Box& line);
  void mismatch(kit::Box& line);
  void recipient(kit::Box& line);
  void time(kit::Box& line);
  void clip(kit::Box& line);
  void subject(kit::Box& line);
  void wave(kit::Box& line);
  void snippet(kit::Box& line);
  void class_badge(kit::Box& line);
  void meter(kit::Box& line);
  void actions(kit::Box& line);
};

}  // namespace pratique::views
