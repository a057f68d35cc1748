#include "ui/views/message/action_bar_view.hpp"

#include <algorithm>
#include <array>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/quarantine/neighbour.hpp"

namespace pratique::views {
namespace {

constexpr float kIconButton = 36;
constexpr float kGap = 8;

// Of one message its verdict decides; of several the safer of the two, which is to release nothing by habit.
Emphasis emphasis(const Frame& frame, const MessageIds& ids) {
  if (frame.state.list.selection.all) {
    const api::SelectionSummary* selected = frame.state.selected.value();
    const bool wanted = selected && std::ranges::all_of(selected->by_class,
                                                        [](const auto& entry) { return emphasis_of(entry.first) == Emphasis::Release; });
    return wanted ? Emphasis::Release : Emphasis::Remove;
  }
  bool all_wanted = true;
  for (const api::MessageId& id : ids) {
    const api::MessageSummary* message = find_message(frame.state, id);
    all_wanted = all_wanted && message && emphasis_of(message->message_class) == Emphasis::Release;
  }
  return all_wanted ? Emphasis::Release : Emphasis::Remove;
}

bool still_held(const Frame& frame) {
  if (!frame.state.list.selection.empty()) return true;
  const api::MessageDetail* detail = frame.state.open.detail.value();
  return detail == nullptr || detail->summary.status == api::Status::Quarantined;
}

struct ActionPair {
  kit::ButtonSpec release;
  kit::ButtonSpec remove;
  std::string release_label;
  std::string remove_label;
  std::string reason;   // why the first cannot be used
  bool menus = false;   // the first has a menu: it really releases
  bool nobody = false;  // of this reader's kind may release it
};

// Says who can.
std::string nobody_text(const Frame& frame, const MessageIds& ids) {
  const api::MessageSummary* message = find_message(frame.state, ids.front());
  if (message == nullptr) return std::string(frame.text(Key::NobodyText));
  return frame.words().format(Key::NobodyKindText, {{"kind", frame.text(strings::class_key(message->message_class))}});
}

void prepare(const Frame& frame, const MessageIds& ids, ActionPair& pair) {
  const std::int64_t count = target_count(frame);
  const bool release_first = emphasis(frame, ids) == Emphasis::Release;
  const api::ReleaseRight right = release_right(frame, ids);
  const bool ask = right == api::ReleaseRight::Request;
  const bool asked = ask && is_asked(frame, ids);
  pair.release_label = count > 1 ? frame.words().count(Key::ReleaseCount, count) : std::string(frame.text(Key::Release));
  pair.remove_label = std::string(frame.text(Key::Remove));
  if (ask) pair.release_label = frame.text(asked ? Key::Asked : Key::AskRelease);
  const bool disabled = count == 0 || !still_held(frame);
  pair.nobody = right == api::ReleaseRight::Nobody;
  if (pair.nobody) pair.reason = nobody_text(frame, ids);
  if (asked) pair.reason = frame.text(Key::AskedText);
  pair.release = {.label = pair.release_label,
                  .icon = ask ? theme::Icon::Send : theme::Icon::Release,
                  .style = release_first ? kit::ButtonStyle::Filled : kit::ButtonStyle::Outlined,
                  .disabled = disabled || asked || pair.nobody,
                  .tooltip = pair.reason,
                  .shortcut = frame.view.keys.shown(Command::Release),
                  .description = pair.reason};
  pair.menus = right == api::ReleaseRight::Self;
  pair.remove = {.label = pair.remove_label,
                 .icon = theme::Icon::Remove,
                 .style = release_first ? kit::ButtonStyle::Outlined : kit::ButtonStyle::Filled,
                 .disabled = disabled,
                 .shortcut = frame.view.keys.shown(Command::Remove)};
}

// "Release ▾" with the same and an entry on a list; the plain button where there is no room for the chevron.
void split_view(Frame& frame, const char* word, const kit::Box& box, const kit::ButtonSpec& spec, const MessageIds& ids, bool releases) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id(word);
  const kit::Id menu = kit::child(id, "list-too");
  const Key menu_name = releases ? Key::ReleaseMenu : Key::RemoveMenu;
  const auto act = [&](AndList and_list) { releases ? release(frame, ids, and_list) : remove(frame, ids, and_list); };
  switch (kit::split_button(ui, id, box, spec, frame.text(menu_name), ui.popup_open(menu))) {
    case kit::SplitClick::Main:
      act(AndList::No);
      return;
    case kit::SplitClick::Menu:
      kit::open_menu(ui, menu);
      break;
    case kit::SplitClick::None:
      break;
  }
  const std::array<kit::MenuItem, 3> items{
      {{.id = kit::child(menu, "only"), .label = spec.label, .icon = spec.icon, .shortcut = spec.shortcut},
       {.id = kit::child(menu, "list"),
        .label = frame.text(releases ? Key::ReleaseAllow : Key::RemoveBlock),
        .icon = releases ? theme::Icon::Allow : theme::Icon::Block,
        .shortcut = frame.view.keys.shown(releases ? Command::ReleaseAllow : Command::RemoveBlock)},
       {.id = kit::child(menu, "teach"),
        .label = frame.text(releases ? Key::ReleaseTrain : Key::ReportSpam),
        .icon = releases ? theme::Icon::Train : theme::Icon::Spam,
        .shortcut = frame.view.keys.shown(releases ? Command::ReleaseTrain : Command::ReportSpam)}}};
  const auto picked = kit::menu(ui, menu, box, items, {.name = frame.text(menu_name)});
  if (!picked) return;
  if (*picked < 2) return act(*picked == 0 ? AndList::No : AndList::Yes);
  releases ? release(frame, ids, AndList::No, Teach::Wanted) : report_spam(frame, ids);
}

void pair_view(Frame& frame, const kit::Box& release_box, const kit::Box& remove_box, const ActionPair& pair, const MessageIds& ids) {
  if (kit::button(frame.ui, kit::id("release"), release_box, pair.release)) release(frame, ids);
  if (kit::button(frame.ui, kit::id("remove"), remove_box, pair.remove)) remove(frame, ids);
}

float pair_width(Frame& frame, const kit::ButtonSpec& spec, bool split) {
  return split ? kit::split_button_width(frame.ui, spec) : kit::button_width(frame.ui, spec);
}

// Always allow and Block, with their words while there is room, as icons else; nothing when even that does not fit.
void list_buttons_view(Frame& frame, kit::Box& box, const MessageIds& ids, float reserved) {
  kit::Ui& ui = frame.ui;
  if (!sender_of(frame, ids)) return;
  struct One {
    const char* word;
    Key label;
    theme::Icon icon;
    Command command;
  };
  constexpr std::array<One, 2> kBoth{
      {{"allow", Key::AlwaysAllow, theme::Icon::Allow, Command::Allow}, {"block", Key::Block, theme::Icon::Block, Command::Block}}};
  std::array<kit::ButtonSpec, 2> specs;
  float wide = 1 + 2 * kGap;
  for (std::size_t i = 0; i < 2; ++i) {
    specs[i] = {.label = frame.text(kBoth[i].label),
                .name = frame.text(kBoth[i].label),
                .icon = kBoth[i].icon,
                .style = kit::ButtonStyle::Ghost,
                .shortcut = frame.view.keys.shown(kBoth[i].command)};
    wide += kit::button_width(ui, specs[i]);
  }
  const float size = ui.touch() ? theme::size::target::kTouch : kIconButton;
  const bool words = wide + reserved <= box.w;
  if (!words && 1 + 2 * kGap + 2 * size + reserved > box.w) return;
  kit::fill(ui, box.take_start(1).middle(20), frame.palette().line.strong);
  box.skip_start(kGap);
  for (std::size_t i = 0; i < 2; ++i) {
    if (!words) specs[i].label = {};
    const float width = words ? kit::button_width(ui, specs[i]) : size;
    const kit::Box at = box.take_start(width).middle(ui.touch() ? theme::size::control::kTouch : theme::size::control::kMd);
    if (kit::button(ui, kit::id("list-sender", std::string_view(kBoth[i].word)), at, specs[i]))
      list_sender(frame, i == 0 ? api::ListKind::Allow : api::ListKind::Block, ids);
  }
  box.skip_start(kGap);
}

enum class MoreItem : std::uint8_t { Seen, CopyAddress, Download, Log, Html, Text };

void more_view(Frame& frame, kit::Box box, const api::MessageSummary& message) {
  const kit::Id menu = kit::id("message-menu");
  if (kit::icon_button(frame.ui, kit::id("message-more"), box, theme::Icon::More, frame.text(Key::More))) kit::open_menu(frame.ui, menu);
  const auto chosen = [&](store::BodyForm form) { return shown_form(frame) == form ? a11y::Toggled::On : a11y::Toggled::Off; };
  const std::array<kit::MenuItem, 6> items{{
      {.id = kit::id("more-seen"),
       .label = frame.text(message.seen ? Key::MarkUnseen : Key::MarkSeen),
       .icon = message.seen ? theme::Icon::EyeOff : theme::Icon::Eye,
       .shortcut = frame.view.keys.shown(Command::ToggleSeen)},
      {.id = kit::id("more-copy"),
       .label = frame.text(Key::CopyAddress),
       .icon = theme::Icon::Copy,
       .disabled = message.header_from.address.empty()},
      {.id = kit::id("more-download"), .label = frame.text(Key::DownloadEml), .icon = theme::Icon::Download},
      {.id = kit::id("more-log"), .label = frame.text(Key::ShowInLog), .icon = theme::Icon::Log},
      {.id = kit::id("more-html"), .label = frame.text(Key::FormHtml), .separated = true, .checked = chosen(store::BodyForm::Html)},
      {.id = kit::id("more-text"), .label = frame.text(Key::FormText), .checked = chosen(store::BodyForm::Text)},
  }};
  const std::span<const kit::MenuItem> offered(items.data(), has_both_forms(frame) ? items.size() : 4);
  const auto picked = kit::menu(frame.ui, menu, box, offered, {.name = frame.text(Key::More), .placement = kit::Placement::BelowEnd});
  if (!picked) return;
  switch (static_cast<MoreItem>(*picked)) {
    case MoreItem::Seen:
      frame.push(intents::MarkSeen{{message.id}, !message.seen});
      return;
    case MoreItem::CopyAddress:
      frame.push(intents::CopyText{message.header_from.address});
      return;
    case MoreItem::Download:
      frame.push(intents::DownloadSource{});
      return;
    case MoreItem::Log: {
      store::Route route;
      route.place = store::Place::Log;
      route.open = message.id;
      return frame.push(intents::Navigate{route});
    }
    case MoreItem::Html:
      frame.push(intents::ShowBodyForm{store::BodyForm::Html});
      return;
    case MoreItem::Text:
      frame.push(intents::ShowBodyForm{store::BodyForm::Text});
      return;
  }
}

std::string position_text(const Frame& frame) {
  if (!frame.state.open.id || !frame.state.list.total) return {};
  const std::optional<std::int64_t> at = shown_position(frame, *frame.state.open.id);
  if (!at) return {};
  const std::string position = strings::number(frame.words(), *at + 1);
  const std::string total = strings::number(frame.words(), *frame.state.list.total);
  return frame.words().format(Key::PositionOfTotal, {{"position", position}, {"total", total}});
}

// More, down, up from the end edge, and the position where there is room for it.
void moving_view(Frame& frame, kit::Box& box) {
  kit::Ui& ui = frame.ui;
  const float size = ui.touch() ? theme::size::target::kTouch : kIconButton;
  const kit::Box more = box.take_end(size).middle(size);
  const bool room_for_steps = box.w >= 2 * size;
  kit::Box down = room_for_steps ? box.take_end(size).middle(size) : kit::Box{};
  kit::Box up = room_for_steps ? box.take_end(size).middle(size) : kit::Box{};
  const std::string position = position_text(frame);
  const float width = kit::text_width(ui, position, theme::Type::Meta);
  if (width + kGap <= box.w) {
    kit::label(ui, kit::id("position"), box.take_end(width + kGap), position,
               {.type = theme::Type::Meta, .color = frame.palette().text.muted});
  }
  if (room_for_steps) {
    if (kit::icon_button(ui, kit::id("up"), up, theme::Icon::Up, frame.text(Key::Up), frame.view.keys.shown(Command::Previous)))
      frame.push(intents::OpenNeighbour{-1});
    if (kit::icon_button(ui, kit::id("down"), down, theme::Icon::Down, frame.text(Key::Down), frame.view.keys.shown(Command::Next)))
      frame.push(intents::OpenNeighbour{+1});
  }
  if (const api::MessageSummary* message = find_message(frame.state, *frame.state.open.id)) more_view(frame, more, *message);
}

}  // namespace

void action_bar_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  const MessageIds ids = targets(frame);
  const bool selecting = !frame.state.list.selection.empty();
  if (!selecting && !frame.state.open.id) return;
  const kit::GroupScope group(ui, kit::id("actions"), a11y::Role::Toolbar, frame.text(Key::MessageActions), box);
  box = box.inset(theme::space::k3, 0);
  ActionPair pair;
  prepare(frame, ids, pair);
  const float height = ui.touch() ? theme::size::control::kTouch : theme::size::control::kMd;
  const float moving = selecting ? 0 : 3 * kIconButton;
  const bool split = pair_width(frame, pair.release, pair.menus) + pair_width(frame, pair.remove, true) + 2 * kGap + moving <= box.w;
  const kit::Box release_box = box.take_start(pair_width(frame, pair.release, split && pair.menus)).middle(height);
  box.skip_start(kGap);
  const kit::Box remove_box = box.take_start(pair_width(frame, pair.remove, split)).middle(height);
  box.skip_start(kGap);
  if (split && pair.menus) {
    split_view(frame, "release", release_box, pair.release, ids, true);
  } else if (kit::button(ui, kit::id("release"), release_box, pair.release)) {
    release(frame, ids);
  }
  if (split) {
    split_view(frame, "remove", remove_box, pair.remove, ids, false);
  } else if (kit::button(ui, kit::id("remove"), remove_box, pair.remove)) {
    remove(frame, ids);
  }
  list_buttons_view(frame, box, ids, moving);
  if (!selecting) moving_view(frame, box);
}

void phone_top_bar_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const kit::GroupScope group(ui, kit::id("message-bar"), a11y::Role::Toolbar, frame.text(Key::MessageActions), box);
  box = box.inset(4, 0);
  const float size = theme::size::target::kTouch;
  if (kit::icon_button(ui, kit::id("back"), box.take_start(size).middle(size), theme::Icon::Back, frame.text(Key::Back), "Esc"))
    frame.push(intents::CloseMessage{});
  box.skip_start(kGap);
  const std::string position = position_text(frame);
  const kit::Box more = box.take_end(size).middle(size);
  const kit::Box down = box.take_end(size + kGap).middle(size);
  const kit::Box up = box.take_end(size + kGap).middle(size);
  kit::label(ui, kit::id("position"), box, position, {.type = theme::Type::Small, .color = frame.palette().text.muted});
  if (kit::icon_button(ui, kit::id("up"), up.centered(size, size), theme::Icon::Up, frame.text(Key::Up),
                       frame.view.keys.shown(Command::Previous)))
    frame.push(intents::OpenNeighbour{-1});
  if (kit::icon_button(ui, kit::id("down"), down.centered(size, size), theme::Icon::Down, frame.text(Key::Down),
                       frame.view.keys.shown(Command::Next)))
    frame.push(intents::OpenNeighbour{+1});
  if (const api::MessageSummary* message = find_message(frame.state, *frame.state.open.id)) more_view(frame, more, *message);
}

void phone_action_bar_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.base);
  kit::line(ui, box, kit::Edge::Top, frame.palette().line.divider);
  const kit::GroupScope group(ui, kit::id("actions"), a11y::Role::Toolbar, frame.text(Key::MessageActions), box);
  box = box.inset(theme::space::k4, 0).middle(theme::size::control::kTouch);
  const MessageIds ids = targets(frame);
  ActionPair pair;
  prepare(frame, ids, pair);
  if (sender_of(frame, ids)) {
    const kit::ButtonSpec block{.name = frame.text(Key::BlockSender), .icon = theme::Icon::Block};
    const kit::Box at = box.take_end(theme::size::control::kTouch);
    box.skip_end(kGap);
    if (kit::button(ui, kit::id("list-sender", std::string_view("block")), at, block)) list_sender(frame, api::ListKind::Block, ids);
  }
  const kit::Box release_box = box.take_start((box.w - kGap) / 2);
  box.skip_start(kGap);
  pair_view(frame, release_box, box, pair, ids);
}

}  // namespace pratique::views
