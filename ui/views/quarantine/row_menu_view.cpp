#include "ui/views/quarantine/row_menu_view.hpp"

#include <array>

#include "ui/views/actions.hpp"

namespace pratique::views {
namespace {

enum class Item : std::uint8_t {
  Open,
  Release,
  ReleaseAllow,
  ReleaseTrain,
  Remove,
  RemoveBlock,
  ReportSpam,
  Allow,
  Block,
  Select,
  Seen,
  CopyAddress
};
constexpr std::size_t kItems = 12;

kit::Id menu_id(const api::MessageId& id) {
  return kit::child(kit::id("row", id), "menu");
}

void carry_out_item(Frame& frame, const api::MessageSummary& message, Item item) {
  switch (item) {
    case Item::Open:
      frame.push(intents::OpenMessage{message.id});
      return;
    case Item::Release:
      release(frame, {message.id});
      return;
    case Item::ReleaseAllow:
      release(frame, {message.id}, AndList::Yes);
      return;
    case Item::ReleaseTrain:
      release(frame, {message.id}, AndList::No, Teach::Wanted);
      return;
    case Item::ReportSpam:
      report_spam(frame, {message.id});
      return;
    case Item::Remove:
      remove(frame, {message.id});
      return;
    case Item::RemoveBlock:
      remove(frame, {message.id}, AndList::Yes);
      return;
    case Item::Allow:
      list_sender(frame, api::ListKind::Allow, {message.id});
      return;
    case Item::Block:
      list_sender(frame, api::ListKind::Block, {message.id});
      return;
    case Item::Select:
      frame.push(intents::ToggleSelected{message.id});
      return;
    case Item::Seen:
      frame.push(intents::MarkSeen{{message.id}, !message.seen});
      return;
    case Item::CopyAddress:
      frame.push(intents::CopyText{message.header_from.address});
      return;
  }
}

}  // namespace

void open_row_menu(Frame& frame, const api::MessageId& id) {
  kit::open_menu(frame.ui, menu_id(id));
}

void row_menu_view(Frame& frame, const api::MessageSummary& message, const kit::Box& row) {
  const kit::Id menu = menu_id(message.id);
  if (!frame.ui.popup_open(menu)) return;
  const bool selected = frame.state.list.selection.contains(message);
  const api::ReleaseRight right = release_right(frame, {message.id});
  const bool asked = is_asked(frame, {message.id});
  const bool unknown_sender = message.header_from.address.empty();
  const KeyMap& keys = frame.view.keys;
  const std::array<kit::MenuItem, kItems> items{{
      {.id = kit::child(menu, "open"), .label = frame.text(Key::OpenRow), .icon = theme::Icon::Mail, .shortcut = frame.text(Key::KeyEnter)},
      {.id = kit::child(menu, "release"),
       .label = frame.text(right == api::ReleaseRight::Request ? (asked ? Key::Asked : Key::AskRelease) : Key::Release),
       .icon = theme::Icon::Release,
       .shortcut = keys.shown(Command::Release),
       .disabled = right == api::ReleaseRight::Nobody || (right == api::ReleaseRight::Request && asked),
       .separated = true},
      {.id = kit::child(menu, "release-allow"),
       .label = frame.text(Key::ReleaseAllow),
       .icon = theme::Icon::Allow,
       .shortcut = keys.shown(Command::ReleaseAllow),
       .disabled = right != api::ReleaseRight::Self || unknown_sender},
      {.id = kit::child(menu, "release-train"),
       .label = frame.text(Key::ReleaseTrain),
       .icon = theme::Icon::Train,
       .shortcut = keys.shown(Command::ReleaseTrain),
       .disabled = right != api::ReleaseRight::Self},
      {.id = kit::child(menu, "remove"),
       .label = frame.text(Key::Remove),
       .icon = theme::Icon::Remove,
       .shortcut = keys.shown(Command::Remove)},
      {.id = kit::child(menu, "remove-block"),
       .label = frame.text(Key::RemoveBlock),
       .icon = theme::Icon::Block,
       .shortcut = keys.shown(Command::RemoveBlock),
       .disabled = unknown_sender},
      {.id = kit::child(menu, "report-spam"),
       .label = frame.text(Key::ReportSpam),
       .icon = theme::Icon::Spam,
       .shortcut = keys.shown(Command::ReportSpam)},
      {.id = kit::child(menu, "allow"),
       .label = frame.text(Key::AllowSender),
       .icon = theme::Icon::Allow,
       .shortcut = keys.shown(Command::Allow),
       .disabled = unknown_sender,
       .separated = true},
      {.id = kit::child(menu, "block"),
       .label = frame.text(Key::BlockSender),
       .icon = theme::Icon::Block,
       .shortcut = keys.shown(Command::Block),
       .disabled = unknown_sender},
      {.id = kit::child(menu, "select"),
       .label = frame.text(selected ? Key::Deselect : Key::Select),
       .icon = theme::Icon::Check,
       .shortcut = keys.shown(Command::Select),
       .separated = true},
      {.id = kit::child(menu, "seen"),
       .label = frame.text(message.seen ? Key::MarkUnseen : Key::MarkSeen),
       .icon = message.seen ? theme::Icon::EyeOff : theme::Icon::Eye},
      {.id = kit::child(menu, "copy"), .label = frame.text(Key::CopyAddress), .icon = theme::Icon::Copy, .disabled = unknown_sender},
  }};
  kit::Box anchor = row;
  anchor = anchor.take_end(44).take_bottom(36);
  const auto picked =
      kit::menu(frame.ui, menu, anchor, items, {.name = frame.text(Key::KeyRowMenu), .placement = kit::Placement::BelowEnd});
  if (picked) carry_out_item(frame, message, static_cast<Item>(*picked));
}

}  // namespace pratique::views
