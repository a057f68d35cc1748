// Checkbox (with a mixed state), radio and switch: a box, an optional label, one node. Answers whether it was toggled.
#pragma once

#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct CheckboxSpec {
  std::string_view label;  // drawn after the box; empty = box only
  std::string_view name;   // accessible name; empty = label
  a11y::Toggled value = a11y::Toggled::Off;
  bool disabled = false;
};
bool checkbox(Ui& ui, Id id, const Box& box, const CheckboxSpec& spec);
void draw_checkbox(Ui& ui, const Box& box, a11y::Toggled value, bool disabled = false);  // the 16-px box alone, centred

bool radio(Ui& ui, Id id, const Box& box, std::string_view label, bool chosen);

}  // namespace pratique::kit
