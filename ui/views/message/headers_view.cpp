// The Headers tab: every field in wire order, folded values whole, those that counted marked.
#include "client/base/text.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/message/remote_pane.hpp"

namespace pratique::views {
namespace {

constexpr float kNameWidth = 200;
constexpr float kNarrow = 480;  // the name stands over its value
constexpr int kMaxLines = 60;
constexpr float kPadding = 7;

std::string all_text(const api::MessageHeaders& headers) {
  std::string out;
  for (const api::HeaderField& field : headers.fields) out += field.name + ": " + field.value + "\n";
  return out;
}

void field_view(Frame& frame, kit::Box& content, const api::HeaderField& field, std::size_t index) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const bool narrow = content.w < kNarrow;
  const float value_width = narrow ? content.w : content.w - kNameWidth - theme::space::k3;
  const std::string value = base::strip_controls(field.value);
  const float value_height = kit::text_height(ui, value, theme::Type::Small, value_width, kMaxLines);
  kit::Box row = content.take_top(2 * kPadding + value_height + (narrow ? 18.0F : 0.0F));
  const bool seen = row.overlaps(ui.clip());
  // Read whole without the eye: also what is scrolled away.
  ui.record({.id = kit::id("header", index),
             .role = a11y::Role::Row,
             .name = field.name,
             .description = field.counted ? std::string(frame.text(Key::HeaderCounted)) : std::string(),
             .value = value,
             .rect = seen ? row.rect() : base::Rect{}});
  if (!seen) return;  // far away: it only takes its room
  kit::line(ui, row, kit::Edge::Bottom, colors.line.divider);
  row = row.inset(0, kPadding);
  kit::Box name = narrow ? row.take_top(18) : row.take_start(kNameWidth).take_top(18);
  if (field.counted) {
    kit::icon(ui, name.take_start(14), theme::Icon::Gauge, colors.warning.text, theme::size::icon::kSm);
    name.skip_start(6);
  }
  kit::text(ui, name, field.name,
            {.type = theme::Type::Small,
             .color = field.counted ? colors.warning.text : colors.text.primary,
             .weight = kit::Weight::SemiBold,
             .cut_tooltip = true,
             .id = kit::id("header-name", index)});
  if (!narrow) row.skip_start(theme::space::k3);
  kit::text(ui, row, value, {.type = theme::Type::Small, .color = colors.text.secondary, .max_lines = kMaxLines});
}

void fields_view(Frame& frame, kit::Box box, const api::MessageHeaders& headers) {
  kit::Ui& ui = frame.ui;
  const float padding = frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6;
  kit::scroll_area(ui, kit::id("headers"), box, frame.view.message.headers, frame.text(Key::TabHeaders), [&](kit::Box content) {
    const float top = content.y;
    content = content.inset(padding, 0);
    content.h = 1e7F;
    kit::Box bar = content.take_top(theme::size::kSelectionBar);
    const kit::ButtonSpec copy{.label = frame.text(Key::CopyAll), .icon = theme::Icon::Copy};
    if (kit::button(ui, kit::id("copy-headers"), bar.take_end(kit::button_width(ui, copy)).middle(ui.control_height()), copy)) {
      frame.push(intents::CopyText{all_text(headers)});
    }
    for (std::size_t i = 0; i < headers.fields.size(); ++i) field_view(frame, content, headers.fields[i], i);
    content.skip_top(theme::space::k6);
    return content.y - top;
  });
}

}  // namespace

void headers_view(Frame& frame, kit::Box box) {
  remote_pane(frame, kit::id("headers-remote"), box, frame.state.open.headers,
              [&](const api::MessageHeaders& headers, kit::Box at) { fields_view(frame, at, headers); });
}

}  // namespace pratique::views
