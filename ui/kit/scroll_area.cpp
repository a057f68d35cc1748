#include "ui/kit/scroll_area.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/paint.hpp"

namespace pratique::kit {

namespace {

constexpr double kGlideMs = 325, kStopsAt = 12;  // pixels a second
constexpr float kBarWidth = 12, kThumb = 5, kThumbHovered = 8, kMinThumb = 32, kLineStep = 40;

[[nodiscard]] double last_offset(const Box& box, const ScrollState& state) {
  return std::max(state.content_height - static_cast<double>(box.h), 0.0);
}
void clamp_offset(const Box& box, ScrollState& state) {
  state.offset = std::clamp(state.offset, 0.0, last_offset(box, state));
}

void touch(Ui& ui, Id id, const Box& box, ScrollState& state) {
  std::int64_t now = ui.mono_now().count();
  double elapsed_ms = std::clamp<double>(static_cast<double>(now - state.moved_ms), 1, 100);
  bool starts = !state.touching && ui.pointer_is_touch() && ui.pointer_dragging() && box.contains(ui.press_x(), ui.press_y()) &&
                std::abs(ui.pointer_y() - ui.press_y()) > std::abs(ui.pointer_x() - ui.press_x());
  if (starts) {
    state.touching = true, state.grabbed_at = ui.pointer_y(), state.velocity = 0, state.moved_ms = now;
    ui.capture_pointer(child(id, "touch"));
  } else if (state.touching && ui.pointer_down()) {
    double moved = state.grabbed_at - ui.pointer_y();
    state.offset += moved;
    state.velocity = 0.6 * state.velocity + 0.4 * moved / elapsed_ms * 1000;
    state.grabbed_at = ui.pointer_y(), state.moved_ms = now;
  } else if (state.touching) {
    state.touching = false, state.moved_ms = now;
  } else if (state.velocity != 0) {
    state.offset += state.velocity * elapsed_ms / 1000;
    state.velocity *= std::exp(-elapsed_ms / kGlideMs);
    state.moved_ms = now;
    bool at_an_end = state.offset <= 0 || state.offset >= last_offset(box, state);
    if (std::abs(state.velocity) < kStopsAt || at_an_end || ui.reduced_motion())
      state.velocity = 0;
    else
      ui.request_frame();
  }
  if (ui.pointer_pressed() && ui.pointer_in(box)) state.velocity = 0;  // a finger stops the glide
}

}  // namespace

void scroll_input(Ui& ui, Id id, const Box& box, ScrollState& state) {
  const double before = state.offset;
  if (last_offset(box, state) > 0) {
    if (float wheel = ui.take_wheel(box); wheel != 0) state.offset += wheel, state.velocity = 0;
    touch(ui, id, box, state);
  }
  clamp_offset(box, state);
  if (state.offset != before) ui.mark_flying();
}

void scroll_keys(Ui& ui, Id id, const Box& box, ScrollState& state) {
  double page = std::max(box.h - kLineStep, kLineStep);
  if (ui.key(id, Key::Down)) state.offset += kLineStep;
  if (ui.key(id, Key::Up)) state.offset -= kLineStep;
  if (ui.key(id, Key::PageDown) || ui.key(id, Key::Space)) state.offset += page;
  if (ui.key(id, Key::PageUp)) state.offset -= page;
  if (ui.key(id, Key::Home)) state.offset = 0;
  if (ui.key(id, Key::Last)) state.offset = last_offset(box, state);
  state.offset += page * ui.take_scroll(id);
  clamp_offset(box, state);
}

void scroll_into_view(const Box& box, ScrollState& state, double top, double bottom) {
  if (top < state.offset)
    state.offset = top;
  else if (bottom > state.offset + static_cast<double>(box.h))
    state.offset = bottom - static_cast<double>(box.h);
  state.velocity = 0;
  clamp_offset(box, state);
}

void scroll_bar(Ui& ui, Id id, const Box& box, ScrollState& state) {
  double last = last_offset(box, state);
  if (last <= 0) return;
  Box track = box;
  track = track.take_end(kBarWidth);
  float thumb = std::max(box.h * static_cast<float>(static_cast<double>(box.h) / state.content_height), std::min(kMinThumb, box.h / 2));
  double travel = std::max(static_cast<double>(track.h - thumb), 1.0);
  Id bar = child(id, "bar");
  Interaction now = ui.pointer_is_touch() ? Interaction{} : ui.interact(bar, track, {.focus_on_press = false, .keyboard = false});
  double thumb_top = static_cast<double>(track.y) + state.offset / last * travel;
  if (now.pressed) {
    bool on_thumb = ui.pointer_y() >= thumb_top && ui.pointer_y() < thumb_top + static_cast<double>(thumb);
    state.grabbed_at =
        on_thumb ? ui.pointer_y() - thumb_top : static_cast<double>(thumb) / 2;  // beside it: the thumb jumps under the pointer
  }
  if (now.held) {
    state.offset = std::clamp((ui.pointer_y() - state.grabbed_at - static_cast<double>(track.y)) / travel, 0.0, 1.0) * last;
    state.velocity = 0;
    thumb_top = static_cast<double>(track.y) + state.offset / last * travel;
  }
  float width = now.hovered || now.held ? kThumbHovered : kThumb;
  Box at{track.x, static_cast<float>(thumb_top), track.w, thumb, track.direction};
  Box shape = at.inset(0, 2).at_end_edge(width, at.h - 4);
  shape = shape.moved(box.rtl() ? 2.0F : -2.0F, 0);
  fill(ui, shape, now.held ? ui.palette().line.control : ui.palette().line.strong, width / 2);
}

void scroll_area(Ui& ui, Id id, const Box& box, ScrollState& state, std::string_view name, FunctionRef<float(Box)> body) {
  Interaction now = ui.interact(id, box, {.keyboard = false});
  bool scrolls = state.content_height > static_cast<double>(box.h) + 0.5;
  ui.record({.id = id, .role = a11y::Role::Region, .name = std::string(name), .rect = box.rect(), .focusable = scrolls});
  ui.open_group(id);
  scroll_keys(ui, id, box, state);
  {
    ClipScope clip(ui, box);
    float used = body({box.x, ui.snap(box.y - static_cast<float>(state.offset)), box.w, box.h, box.direction});
    state.content_height = static_cast<double>(used);
  }
  // After the body: what scrolls inside takes the wheel first.
  double before = state.offset;
  scroll_input(ui, id, box, state);
  if (state.offset != before) ui.request_frame();
  scroll_bar(ui, id, box, state);
  ui.close_group();
  if (now.ring && scrolls) focus_ring_inside(ui, box);
}

}  // namespace pratique::kit
