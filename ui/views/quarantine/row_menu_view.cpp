#include "ui/views/quarantine/row_menu_view.hpp"

#include <array>

#include "ui/views/actions.hpp"

namespace pratique::views {
namespace {

enum class Item : std::uint8_t { Open, Release, Remove, Select, Seen, CopyAddress };
constexpr std::size_t kItems = 6;

kit::Id menu_id(const api::MessageId& id) {
  return kit::child(kit::id("row", id), "menu");
}

}  // namespace

void open_row_menu(Frame& frame, const api::MessageId& id) {
  kit::open_menu(frame.ui, menu_id(id));
}

void row_menu_view(Frame& frame, const api::MessageSummary& message, const kit::Box& row) {
  const kit::Id menu = menu_id(message.id);
  if (!frame.ui.popup_open(menu)) return;
  const bool selected = frame.state.list.selection.contains(message);
  const std::array<kit::MenuItem, kItems> items{{
      {.id = kit::child(menu, "open"), .label = frame.text(Key::OpenRow), .icon = theme::Icon::Mail, .shortcut = frame.text(Key::KeyEnter)},
      {.id = kit::child(menu, "release"),
       .label = frame.text(Key::Release),
       .icon = theme::Icon::Release,
       .shortcut = "R",
       .separated = true},
      {.id = kit::child(menu, "remove"), .label = frame.text(Key::Remove), .icon = theme::Icon::Remove, .shortcut = "D"},
      {.id = kit::child(menu, "select"),
       .label = frame.text(selected ? Key::Deselect : Key::Select),
       .icon = theme::Icon::Check,
       .shortcut = "X",
       .separated = true},
      {.id = kit::child(menu, "seen"),
       .label = frame.text(message.seen ? Key::MarkUnseen : Key::MarkSeen),
       .icon = message.seen ? theme::Icon::EyeOff : theme::Icon::Eye},
      {.id = kit::child(menu, "copy"),
       .label = frame.text(Key::CopyAddress),
       .icon = theme::Icon::Copy,
       .disabled = message.header_from.address.empty()},
  }};
  kit::Box anchor = row;
  anchor = anchor.take_end(44).take_bottom(36);
  const auto picked =
      kit::menu(frame.ui, menu, anchor, items, {.name = frame.text(Key::KeyRowMenu), .placement = kit::Placement::BelowEnd});
  if (!picked) return;
  switch (static_cast<Item>(*picked)) {
    case Item::Open:
      frame.push(intents::OpenMessage{message.id});
      return;
    case Item::Release:
      release(frame, {message.id});
      return;
    case Item::Remove:
      remove(frame, {message.id});
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

}  // namespace pratique::views
