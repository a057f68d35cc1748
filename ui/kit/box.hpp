// Explicit layout: a Box is a rectangle that is cut up. It knows the reading direction, so start and end are mirrored here and nowhere
// else. take_* cut a piece off and leave the rest; a piece is never larger than the box. Logical pixels; plain value; any thread.
#pragma once

#include <algorithm>
#include <cstdint>

#include "client/base/geometry.hpp"

namespace pratique::kit {

enum class Direction : std::uint8_t { LeftToRight, RightToLeft };

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
  Direction direction = Direction::LeftToRight;

  [[nodiscard]] bool rtl() const { return direction == Direction::RightToLeft; }
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] float center_x() const { return x + w / 2; }
  [[nodiscard]] float center_y() const { return y + h / 2; }
  [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
  [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  [[nodiscard]] bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  [[nodiscard]] base::Rect rect() const { return {x, y, w, h}; }
  // Distance from the start edge to a point, and the point at a distance from it.
  [[nodiscard]] float from_start(float px) const { return rtl() ? right() - px : px - x; }
  [[nodiscard]] float at_start(float distance) const { return rtl() ? right() - distance : x + distance; }

  Box take_top(float size) {
    size = std::clamp(size, 0.0F, std::max(h, 0.0F));
    Box piece{x, y, w, size, direction};
    y += size, h -= size;
    return piece;
  }
  Box take_bottom(float size) {
    size = std::clamp(size, 0.0F, std::max(h, 0.0F));
    h -= size;
    return {x, y + h, w, size, direction};
  }
  Box take_start(float size) { return rtl() ? take_right(size) : take_left(size); }
  Box take_end(float size) { return rtl() ? take_left(size) : take_right(size); }
  void skip_top(float size) { (void)take_top(size); }
  void skip_bottom(float size) { (void)take_bottom(size); }
  void skip_start(float size) { (void)take_start(size); }
  void skip_end(float size) { (void)take_end(size); }

  [[nodiscard]] Box inset(float all) const { return inset(all, all); }
  [[nodiscard]] Box inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, std::max(w - 2 * horizontal, 0.0F), std::max(h - 2 * vertical, 0.0F), direction};
  }
  [[nodiscard]] Box grown(float all) const { return {x - all, y - all, w + 2 * all, h + 2 * all, direction}; }
  [[nodiscard]] Box moved(float dx, float dy) const { return {x + dx, y + dy, w, h, direction}; }
  // A piece of the given size in the middle (or at the start or end edge, vertically centred).
  [[nodiscard]] Box centered(float width, float height) const {
    return {x + (w - width) / 2, y + (h - height) / 2, width, height, direction};
  }
  [[nodiscard]] Box middle(float height) const { return {x, y + (h - height) / 2, w, height, direction}; }
  [[nodiscard]] Box at_start_edge(float width, float height) const {
    return {rtl() ? right() - width : x, y + (h - height) / 2, width, height, direction};
  }
  [[nodiscard]] Box at_end_edge(float width, float height) const {
    return {rtl() ? x : right() - width, y + (h - height) / 2, width, height, direction};
  }
  [[nodiscard]] Box intersected(const Box& other) const {
    float left = std::max(x, other.x), top = std::max(y, other.y);
    return {left, top, std::max(std::min(right(), other.right()) - left, 0.0F), std::max(std::min(bottom(), other.bottom()) - top, 0.0F),
            direction};
  }

 private:
  Box take_left(float size) {
    size = std::clamp(size, 0.0F, std::max(w, 0.0F));
    Box piece{x, y, size, h, direction};
    x += size, w -= size;
    return piece;
  }
  Box take_right(float size) {
    size = std::clamp(size, 0.0F, std::max(w, 0.0F));
    w -= size;
    return {x + w, y, size, h, direction};
  }
};

}  // namespace pratique::kit
