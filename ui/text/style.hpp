// How a piece of text is set: the face and its size in logical pixels. Plain value; any thread.
#pragma once

#include "ui/text/rasterizer.hpp"

namespace pratique::text {

struct Style {
  Face face = Face::Regular;
  float size = 14;
  bool operator==(const Style&) const = default;
};

// Flying: rows pass faster than anyone reads, so what the platform has to measure or rasterise anew may come a frame or two later.
enum class Haste : std::uint8_t { None, Flying };

}  // namespace pratique::text
