#include "ui/views/quarantine/row_parts.hpp"

#include <algorithm>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/settings/look_view.hpp"

namespace pratique::views {
namespace {

constexpr float kGap = 8;
constexpr float kActionSize = 28;
constexpr float kScoreWidth = 34;

kit::Weight weight_of(const api::MessageSummary& message) {
  return message.seen ? kit::Weight::Regular : kit::Weight::SemiBold;
}

}  // namespace

void RowParts::unseen_dot(kit::Box& line) {
  if (message.seen) return;
  kit::dot(frame.ui, line.take_start(7), frame.palette().line.selection);
  line.skip_start(5);
}

void RowParts::sender(kit::Box& line) {
  const std::string_view name = shown_sender(frame.words(), message);
  // What follows on the line must not be pushed out by a long name.
  const float follows = message.envelope_mismatch ? kit::text_width(frame.ui, frame.text(Key::SenderDiffers), theme::Type::Micro) + 26 : 0;
  kit::Box box = line;
  box.skip_end(std::min(follows, line.w / 2));
  const theme::Color color = message.seen ? frame.palette().text.secondary : frame.palette().text.primary;
  const float width = kit::text(
      frame.ui, box, name,
      {.type = theme::Type::Small, .color = color, .weight = weight_of(message), .cut_tooltip = true, .id = kit::child(row, "sender")});
  line.skip_start(std::min(width, box.w) + kGap);
}

void RowParts::mismatch(kit::Box& line) {
  if (!message.envelope_mismatch || line.w < 24) return;
  const float width =
      kit::mark(frame.ui, line, theme::Icon::Mismatch, frame.text(Key::SenderDiffers), frame.palette().warning.text, theme::Type::Micro);
  line.skip_start(width + kGap);
}

void RowParts::recipient(kit::Box& line) {
  const std::string_view shown = look.wide ? std::string_view(message.recipient) : local_part_of(message.recipient);
  if (shown.empty() || line.w < 48) return;
  kit::icon(frame.ui, line.take_start(14), theme::Icon::Recipient, frame.palette().text.muted, theme::size::icon::kSm);
  line.skip_start(3);
  kit::text(frame.ui, line, shown,
            {.type = theme::Type::Meta, .color = frame.palette().text.muted, .cut_tooltip = true, .id = kit::child(row, "recipient")});
}

void RowParts::time(kit::Box& line) {
  const std::string text = strings::row_time(frame.words(), message.received_at, frame.ui.wall_now());
  const float width = kit::text_width(frame.ui, text, theme::Type::Meta);
  kit::text(frame.ui, line.take_end(width), text,
            {.type = theme::Type::Meta, .color = frame.palette().text.muted, .align = kit::Align::End});
  line.skip_end(kGap);
  if (!field_shown(frame.state.look, kFieldSize)) return;
  const std::string size = strings::size(frame.words(), message.size_bytes);
  kit::text(frame.ui, line.take_end(kit::text_width(frame.ui, size, theme::Type::Meta)), size,
            {.type = theme::Type::Meta, .color = frame.palette().text.muted});
  line.skip_end(kGap);
}

void RowParts::clip(kit::Box& line) {
  if (message.attachment_count == 0 || !field_shown(frame.state.look, kFieldFiles)) return;
  kit::icon(frame.ui, line.take_end(14), theme::Icon::Clip, frame.palette().text.secondary, theme::size::icon::kSm);
  line.skip_end(kGap);
}

void RowParts::subject(kit::Box& line) {
  const theme::Color color = message.subject.empty() ? frame.palette().text.muted : frame.palette().text.primary;
  const float width = kit::text(
      frame.ui, line, shown_subject(frame.words(), message),
      {.type = theme::Type::Body, .color = color, .weight = weight_of(message), .cut_tooltip = true, .id = kit::child(row, "subject")});
  line.skip_start(std::min(width, line.w) + kGap);
}

void RowParts::wave(kit::Box& line) {
  if (message.wave.count < 2) return;
  const std::string text = frame.words().count(Key::AlikeCount, message.wave.count);
  const float width = kit::text_width(frame.ui, text, theme::Type::Meta) + 18;
  if (width > line.w / 2) return;
  kit::Box box = line.take_end(width);
  line.skip_end(kGap);
  const kit::Id id = kit::child(row, "wave");
  const kit::Interaction it = frame.ui.interact(id, box, {.focus_on_press = false, .keyboard = false});
  const theme::Color color = it.hovered ? frame.palette().text.link : frame.palette().text.muted;
  const std::string name = frame.words().count(Key::SelectAlike, message.wave.count);
  if (it.hovered) {
    frame.ui.set_cursor(kit::Cursor::Hand);
    frame.ui.tooltip(id, box, name, "Shift+X");
  }
  if (it.clicked) click = RowClick::Wave;
  frame.ui.record({.id = id, .role = a11y::Role::Button, .name = name, .rect = box.rect()});
  kit::icon(frame.ui, box.take_start(14), theme::Icon::Layers, color, theme::size::icon::kSm);
  box.skip_start(4);
  kit::text(frame.ui, box, text, {.type = theme::Type::Meta, .color = color, .align = kit::Align::End});
}

void RowParts::snippet(kit::Box& line) {
  if (!field_shown(frame.state.look, kFieldSnippet)) return;
  kit::text(frame.ui, line, message.snippet, {.type = theme::Type::Small, .color = frame.palette().text.muted});
}

void RowParts::class_badge(kit::Box& line) {
  const std::string_view label = frame.text(strings::class_key(message.message_class));
  const float width = kit::badge_width(frame.ui, label);
  kit::badge(frame.ui, line.take_end(width), tone_of(message.message_class), label);
  line.skip_end(12);
}

void RowParts::meter(kit::Box& line) {
  if (!message.score || !field_shown(frame.state.look, kFieldScore)) return;
  if (look.wide && message.threshold) {
    kit::score_meter(frame.ui, line.take_end(theme::size::meter::kWidth), *message.score, *message.threshold);
    line.skip_end(kGap);
  }
  const std::string text = strings::score(frame.words(), *message.score);
  const float width = std::max(kScoreWidth, kit::text_width(frame.ui, text, theme::Type::Small));
  kit::text(frame.ui, line.take_end(width), text,
            {.type = theme::Type::Small, .color = frame.palette().text.secondary, .align = kit::Align::End});
  line.skip_end(2);
}

void RowParts::actions(kit::Box& line) {
  kit::Ui& ui = frame.ui;
  const kit::Id menu = kit::child(row, "menu");
  const kit::Box more = line.take_end(kActionSize).middle(kActionSize);
  line.skip_end(4);
  const kit::Box remove = line.take_end(kActionSize).middle(kActionSize);
  line.skip_end(4);
  const kit::Box release = line.take_end(kActionSize).middle(kActionSize);
  line.skip_end(kGap);
  const std::string name = frame.words().format(Key::MoreFor, {{"subject", shown_subject(frame.words(), message)}});
  if (kit::icon_button(ui, kit::child(row, "release"), release, theme::Icon::Release, frame.text(Key::Release), "R"))
    click = RowClick::Release;
  if (kit::icon_button(ui, kit::child(row, "remove"), remove, theme::Icon::Remove, frame.text(Key::Remove), "D")) click = RowClick::Remove;
  if (kit::icon_button(ui, kit::child(row, "more"), more, theme::Icon::More, name)) kit::open_menu(ui, menu);
}

}  // namespace pratique::views
