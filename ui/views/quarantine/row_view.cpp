#include "ui/views/quarantine/row_view.hpp"

#include <algorithm>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/row_parts.hpp"
#include "ui/views/quarantine/swipe_view.hpp"
#include "ui/views/settings/look_view.hpp"

namespace pratique::views {
namespace {

constexpr float kMeterListWidth = 420;  // narrower lists keep the number alone
constexpr float kGap = 8;

bool several_recipients(const store::AppState& state) {
  if (!state.session.me) return false;
  const api::Me& me = *state.session.me;
  return me.role != api::Role::Email || me.addresses.size() > 1;
}

// A row of one's own mailbox names no recipient unless the mail went to another of one's addresses.
bool shows_recipient(const Frame& frame, const RowLook& look, const api::MessageSummary& message) {
  if (!look.several_recipients || !field_shown(frame.state.look, kFieldRecipient)) return false;
  const api::Me& me = *frame.state.session.me;
  return me.role != api::Role::Email || me.addresses.empty() || me.addresses.front() != message.recipient;
}

void first_line_view(RowParts& parts, kit::Box line) {
  parts.time(line);
  parts.clip(line);
  parts.unseen_dot(line);
  parts.sender(line);
  parts.mismatch(line);
  if (shows_recipient(parts.frame, parts.look, parts.message)) parts.recipient(line);
}

void comfortable_view(RowParts& parts, kit::Box box, bool actions) {
  const float slack = parts.frame.ui.touch() ? 1.0F : 0.0F;
  const float lines = 18 + 20 + 20 + 3 * slack + 4;
  box = box.middle(lines);
  first_line_view(parts, box.take_top(18 + slack));
  box.skip_top(1 + slack);
  kit::Box second = box.take_top(20 + slack);
  parts.wave(second);
  parts.subject(second);
  box.skip_top(1);
  kit::Box third = box.take_top(20 + slack);
  if (actions) {
    parts.actions(third);
  } else {
    parts.meter(third);
    parts.class_badge(third);
  }
  parts.snippet(third);
}

void compact_view(RowParts& parts, kit::Box box, bool actions) {
  box = box.middle(40);
  first_line_view(parts, box.take_top(19));
  kit::Box second = box;
  if (actions) {
    parts.actions(second);
  } else {
    parts.meter(second);
    parts.class_badge(second);
  }
  parts.wave(second);
  parts.subject(second);
}

void line_view(RowParts& parts, kit::Box box, bool actions) {
  kit::Box sender = box.take_start(std::clamp(box.w * 0.3F, 110.0F, 220.0F));
  parts.unseen_dot(sender);
  parts.sender(sender);
  box.skip_start(kGap);
  if (actions) {
    parts.actions(box);
  } else {
    parts.time(box);
    parts.meter(box);
  }
  parts.subject(box);
  if (box.w > 120) parts.snippet(box);
}

void tile_view(Frame& frame, const kit::Box& tile, const api::MessageSummary& message, bool show_box, bool selected) {
  if (show_box) {
    kit::draw_checkbox(frame.ui, tile, selected ? a11y::Toggled::On : a11y::Toggled::Off);
    return;
  }
  kit::class_tile(frame.ui, tile, tone_of(message.message_class), icon_of(message.message_class));
}

}  // namespace

RowLook row_look(const Frame& frame, float list_width) {
  RowLook look;
  store::Density density = frame.state.look.density;
  if (frame.state.look.embedded && density == store::Density::Comfortable) density = store::Density::Compact;
  if (frame.ui.touch()) density = store::Density::Touch;
  look.form = density == store::Density::Line      ? RowForm::Line
              : density == store::Density::Compact ? RowForm::Compact
                                                   : RowForm::Comfortable;
  look.height = theme::row_height(density);
  look.several_recipients = several_recipients(frame.state);
  look.wide = list_width >= kMeterListWidth;
  look.boxes_always = !frame.state.list.selection.empty();
  return look;
}

RowClick row_view(Frame& frame, const kit::ListRow& row, const api::MessageSummary& message, const RowLook& look) {
  kit::Ui& ui = frame.ui;
  const bool selected = frame.state.list.selection.contains(message);
  const bool leaving = frame.state.list.leaving.contains(message.id);
  const std::string_view subject = shown_subject(frame.words(), message);
  const std::string name = frame.words().format(Key::RowName, {{"sender", shown_sender(frame.words(), message)}, {"subject", subject}});
  const std::string description = leaving ? std::string(frame.text(Key::Leaving)) : described(frame.words(), message, ui.wall_now());
  const kit::Id id = kit::id("row", message.id);

  kit::ListRow moved = row;
  const RowClick swiped = swipe_view(frame, row.box, message, moved.box);
  const kit::RowResponse response = kit::list_row(ui, moved,
                                                  {.id = id,
                                                   .name = name,
                                                   .description = description,
                                                   .selected = selected,
                                                   .open = frame.state.open.id == message.id,
                                                   .muted = leaving});

  kit::Box box = moved.box;
  box.skip_bottom(1);
  box.skip_start(theme::space::k3);
  const float tile = look.form == RowForm::Line ? 20 : look.form == RowForm::Compact ? 32 : theme::size::icon::kTile;
  const bool show_box = selected || look.boxes_always || response.tile_hovered || (response.focused && ui.focus_visible());
  tile_view(frame, box.take_start(tile).middle(tile), message, show_box, selected);
  box.skip_start(theme::space::k3);
  box.skip_end(theme::space::k4);

  ui.open_group(id);  // what a row offers is its own: a listbox holds nothing but options
  RowParts parts{frame, message, look, id};
  const bool menu_open = ui.popup_open(kit::child(id, "menu"));
  const bool actions = !leaving && !ui.pointer_is_touch() && (response.hovered || menu_open) && !look.boxes_always;
  switch (look.form) {
    case RowForm::Line:
      line_view(parts, box, actions);
      break;
    case RowForm::Compact:
      compact_view(parts, box, actions);
      break;
    case RowForm::Comfortable:
      comfortable_view(parts, box, actions);
      break;
  }
  ui.close_group();
  if (parts.click != RowClick::None) return parts.click;
  if (swiped != RowClick::None) return swiped;
  if (response.toggled) return RowClick::Toggle;
  if (response.ranged) return RowClick::Range;
  if (response.context) return ui.pointer_is_touch() ? RowClick::Toggle : RowClick::Menu;
  return response.opened ? RowClick::Open : RowClick::None;
}

}  // namespace pratique::views
