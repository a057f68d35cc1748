// The few shapes everything is made of, snapped to device pixels. Draw into the current layer and clip; nothing is recorded.
// UI thread; never fails.
#pragma once

#include "ui/kit/ui.hpp"

namespace pratique::kit {

void fill(Ui& ui, const Box& box, theme::Color color, float radius = 0);
void outline(Ui& ui, const Box& box, theme::Color color, float radius = 0, float thickness = 1);  // inside the box
void dashed_outline(Ui& ui, const Box& box, theme::Color color, float radius);                    // with rounded, whole corners
enum class Edge : std::uint8_t { Top, Bottom, Start, End };
void line(Ui& ui, const Box& box, Edge edge, theme::Color color);  // one device-exact hairline inside the box
void circle(Ui& ui, float center_x, float center_y, float radius, theme::Color color);
void circle_outline(Ui& ui, float center_x, float center_y, float radius, theme::Color color, float thickness);
// Clockwise from twelve o'clock; `fraction` 0..1 of the full turn.
void arc(Ui& ui, float center_x, float center_y, float radius, float fraction, theme::Color color, float thickness);
void shadow(Ui& ui, const Box& box, const theme::Elevation& elevation,
            float radius);  // with its outline; nothing in the contrast theme but the outline
void raised(Ui& ui, const Box& box, const theme::Elevation& elevation, float radius);  // shadow and surface.raised
void focus_ring(Ui& ui, const Box& box, float radius);                                 // outside, with its gap
void focus_ring_inside(Ui& ui, const Box& box, float radius = 0);                      // where outside is clipped: rows, tabs
void icon(Ui& ui, const Box& box, theme::Icon icon, theme::Color color, float size = theme::size::icon::kMd);  // centred

}  // namespace pratique::kit
