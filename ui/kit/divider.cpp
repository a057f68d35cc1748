#include "ui/kit/divider.hpp"

#include "ui/kit/paint.hpp"

namespace pratique::kit {

namespace {
constexpr float kTarget = 9, kKeyStep = 16;
}

std::optional<float> divider(Ui& ui, Id id, const Box& box, const DividerSpec& spec) {
  Box target{box.center_x() - kTarget / 2, box.y, kTarget, box.h, box.direction};
  Interaction now = ui.interact(id, target, {.keyboard = false});
  a11y::Node node{.id = id, .role = a11y::Role::Separator, .name = std::string(spec.name), .rect = target.rect(), .focusable = true};
  node.value = std::to_string(static_cast<int>(spec.value));
  ui.record(std::move(node));
  bool lit = now.hovered || now.held;
  fill(ui, box, lit ? ui.palette().accent.fill : ui.palette().line.divider);
  if (now.ring) fill(ui, box.grown(1), ui.palette().focus);
  if (lit) ui.set_cursor(Cursor::ResizeColumn);
  float value = spec.value;
  if (now.dragging) value += target.from_start(ui.pointer_x()) - kTarget / 2;
  if (ui.key(id, Key::End)) value += kKeyStep;
  if (ui.key(id, Key::Start)) value -= kKeyStep;
  if (ui.key(id, Key::Home)) value = spec.min;
  if (ui.key(id, Key::Last)) value = spec.max;
  if (now.double_clicked || ui.key(id, Key::Enter)) value = spec.initial;
  if (auto set = ui.take_set_value(id)) value = static_cast<float>(std::atof(set->c_str()));
  value = ui.snap(std::clamp(value, spec.min, std::max(spec.min, spec.max)));
  return value != spec.value ? std::optional(value) : std::nullopt;
}

}  // namespace pratique::kit
