// How a piece of text is set: the face and its size in logical pixels. Plain value; any thread.
#pragma once

#include "ui/text/rasterizer.hpp"

namespace pratique::text {

struct Style {
  Face face = Face::Regular;
  float size = 14;
  bool operator==(const Style&) const = default;
};

}  // namespace pratique::text
