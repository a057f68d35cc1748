#include "ui/kit/remote_view.hpp"

namespace pratique::kit::detail {

void remote_waiting(Ui& ui, Id id, const Box& box, const RemoteSpec& spec) {
  ui.record({.id = child(id, "loading"), .role = a11y::Role::Status, .name = std::string(spec.loading_name), .rect = box.rect()});
  if (skeleton_due(ui, id))
    skeleton_lines(ui, id, box.inset(std::min(theme::space::k6, box.w / 12), theme::space::k5), spec.skeleton_lines);
}

void remote_refreshing(Ui& ui, Id id, const Box& box, const RemoteSpec& spec) {
  if (skeleton_due(ui, id)) progress_line(ui, child(id, "refreshing"), box, {.name = spec.loading_name});
}

RemoteClick remote_failed(Ui& ui, Id id, Box& box, const RemoteSpec& spec, bool value_known) {
  Id failed = child(id, "failed");
  if (!value_known) {
    FailureClick click = failure(ui, failed, box, spec.failure);
    return click == FailureClick::Retry ? RemoteClick::Retry : click == FailureClick::Copy ? RemoteClick::Copy : RemoteClick::None;
  }
  StripSpec note{.tone = StripTone::Danger,
                 .icon = theme::Icon::Error,
                 .strong = spec.failure.title,
                 .text = spec.failure.text,
                 .action = spec.failure.retry,
                 .announce = true};
  Box at = box.take_top(strip_height(ui, note, box.w));
  return strip(ui, failed, at, note) ? RemoteClick::Retry : RemoteClick::None;
}

}  // namespace pratique::kit::detail
