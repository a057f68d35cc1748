#include "ui/views/quarantine/swipe_view.hpp"

#include <cmath>

namespace pratique::views {
namespace {

constexpr float kSlop = 12;
constexpr float kActsAt = 0.4F;      // of the row's width
constexpr float kFlickSpeed = 0.6F;  // pixels a millisecond …
constexpr float kFlickLength = 56;   // … over at least so many

// Follows the finger; answers whether it was lifted in this frame after a swipe.
bool follow(kit::Ui& ui, Swipe& swipe, const kit::Box& row, const api::MessageSummary& message) {
  if (!ui.pointer_down()) {
    const bool ended = swipe.begun && swipe.row == message.id;
    if (swipe.row == message.id || !swipe.begun) swipe.ignored = false;
    return ended;
  }
  if (!ui.pointer_is_touch()) return false;
  if (!swipe.row && !swipe.ignored && ui.pointer_in(row)) {
    swipe = Swipe{.row = message.id, .start_x = ui.pointer_x(), .start_y = ui.pointer_y(), .stepped_ms = ui.mono_now().count()};
  }
  if (swipe.row != message.id || swipe.ignored) return false;
  const float across = ui.pointer_x() - swipe.start_x;
  const float down = ui.pointer_y() - swipe.start_y;
  if (!swipe.begun && std::abs(down) > kSlop) swipe.ignored = true;
  if (!swipe.begun && !swipe.ignored && std::abs(across) > kSlop && std::abs(across) > 2 * std::abs(down)) {
    swipe.begun = true;
    ui.capture_pointer(kit::id("swipe", message.id));  // the row must not open, nor the list scroll
  }
  const float moved = swipe.begun ? across : 0;
  const std::int64_t now_ms = ui.mono_now().count();
  if (now_ms > swipe.stepped_ms) {
    const float speed = (moved - swipe.moved) / static_cast<float>(now_ms - swipe.stepped_ms);
    swipe.speed = 0.5F * swipe.speed + 0.5F * speed;
    swipe.stepped_ms = now_ms;
  }
  swipe.moved = moved;
  return false;
}

void uncovered_view(Frame& frame, const kit::Box& row, float towards_end) {
  const theme::Palette& colors = frame.palette();
  const bool release = towards_end > 0;
  kit::fill(frame.ui, row, release ? colors.positive.fill : colors.text.muted);
  const theme::Color on = release ? colors.positive.on : colors.surface.base;
  kit::Box label = row;
  kit::Box box = (release ? label.take_start(96) : label.take_end(96)).middle(44);
  kit::icon(frame.ui, box.take_top(24), release ? theme::Icon::Release : theme::Icon::Remove, on, theme::size::icon::kLg);
  kit::text(frame.ui, box, frame.text(release ? Key::Release : Key::Remove),
            {.type = theme::Type::Meta, .color = on, .weight = kit::Weight::SemiBold, .align = kit::Align::Center});
}

}  // namespace

RowClick swipe_view(Frame& frame, const kit::Box& row, const api::MessageSummary& message, kit::Box& moved) {
  Swipe& swipe = frame.view.quarantine.swipe;
  const bool ended = follow(frame.ui, swipe, row, message);
  if (swipe.row != message.id) return RowClick::None;
  if (!frame.ui.pointer_down() && !ended) {
    swipe = Swipe{};
    return RowClick::None;
  }
  const float towards_end = row.rtl() ? -swipe.moved : swipe.moved;
  if (ended) {
    const bool flicked = std::abs(swipe.speed) > kFlickSpeed && swipe.speed * swipe.moved > 0 && std::abs(swipe.moved) > kFlickLength;
    swipe = Swipe{};
    if (std::abs(towards_end) < kActsAt * row.w && !flicked) return RowClick::None;
    return towards_end > 0 ? RowClick::Release : RowClick::Remove;
  }
  if (swipe.begun) {
    uncovered_view(frame, row, towards_end);
    moved = row.moved(swipe.moved, 0);
  }
  return RowClick::None;
}

}  // namespace pratique::views
