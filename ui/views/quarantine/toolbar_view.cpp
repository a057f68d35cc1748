#include "ui/views/quarantine/toolbar_view.hpp"

#include <array>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/actions.hpp"
#include "ui/views/quarantine/search_view.hpp"

namespace pratique::views {
namespace {

struct SortChoice {
  Key label;
  api::Sort sort;
};
constexpr std::array<SortChoice, 10> kSorts{{{Key::SortNewest, {api::SortKey::ReceivedAt, api::SortOrder::Descending}},
                                             {Key::SortOldest, {api::SortKey::ReceivedAt, api::SortOrder::Ascending}},
                                             {Key::SortScore, {api::SortKey::Score, api::SortOrder::Descending}},
                                             {Key::SortScoreLow, {api::SortKey::Score, api::SortOrder::Ascending}},
                                             {Key::SortSender, {api::SortKey::Sender, api::SortOrder::Ascending}},
                                             {Key::SortSenderLast, {api::SortKey::Sender, api::SortOrder::Descending}},
                                             {Key::SortSubject, {api::SortKey::Subject, api::SortOrder::Ascending}},
                                             {Key::SortSubjectLast, {api::SortKey::Subject, api::SortOrder::Descending}},
                                             {Key::SortSize, {api::SortKey::Size, api::SortOrder::Descending}},
                                             {Key::SortSmallest, {api::SortKey::Size, api::SortOrder::Ascending}}}};

constexpr std::array kClasses{api::MessageClass::Spam, api::MessageClass::Phish,  api::MessageClass::Virus,
                              api::MessageClass::Bulk, api::MessageClass::Policy, api::MessageClass::Unsure};

constexpr float kGroupButtonRoom = 300;

constexpr std::array kDensities{store::Density::Line, store::Density::Compact, store::Density::Comfortable, store::Density::Touch};
constexpr std::array kDensityLabels{Key::DensityLine, Key::DensityCompact, Key::DensityComfortable, Key::DensityTouch};

std::array<kit::MenuItem, kSorts.size()> sort_items(const Frame& frame) {
  std::array<kit::MenuItem, kSorts.size()> items{};
  for (std::size_t i = 0; i < kSorts.size(); ++i) {
    items[i] = {.id = kit::id("sort", api::to_wire(kSorts[i].sort)),
                .label = frame.text(kSorts[i].label),
                .separated = i == 2 || i == 4 || i == 8,
                .checked = frame.state.route.sort == kSorts[i].sort ? a11y::Toggled::On : a11y::Toggled::Off};
  }
  return items;
}

Key sort_label(const api::Sort& sort) {
  for (const SortChoice& choice : kSorts) {
    if (choice.sort == sort) return choice.label;
  }
  return Key::SortMenu;
}

void sort_menu_view(Frame& frame, kit::Box& box) {
  const auto items = sort_items(frame);
  const kit::DropdownSpec spec{.button = {.label = frame.text(sort_label(frame.state.route.sort)), .style = kit::ButtonStyle::Ghost},
                               .name = frame.text(Key::SortMenu)};
  const kit::Box at = box.take_start(std::min(kit::dropdown_width(frame.ui, spec), box.w));
  if (const auto picked = kit::dropdown(frame.ui, kit::id("sort"), at.middle(28), items, spec))
    frame.push(intents::SortBy{kSorts[*picked].sort});
}

void kind_menu_view(Frame& frame, kit::Box& box) {
  const std::optional<api::MessageClass> now = class_of(frame.state.route.query, query_reader(frame));
  std::array<kit::MenuItem, kClasses.size() + 1> items{};
  items[0] = {.id = kit::id("kind-all"), .label = frame.text(Key::AllKinds), .checked = now ? a11y::Toggled::Off : a11y::Toggled::On};
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    items[i + 1] = {.id = kit::id("kind", api::to_wire(kClasses[i])),
                    .label = frame.text(strings::class_key(kClasses[i])),
                    .separated = i == 0,
                    .checked = now == kClasses[i] ? a11y::Toggled::On : a11y::Toggled::Off};
  }
  const std::string_view label = now ? frame.text(strings::class_key(*now)) : frame.text(Key::AllKinds);
  const kit::DropdownSpec spec{.button = {.label = label, .style = kit::ButtonStyle::Ghost}, .name = frame.text(Key::KindMenu)};
  const float width = kit::dropdown_width(frame.ui, spec);
  if (width > box.w) return;  // the filter form has it too
  const auto picked = kit::dropdown(frame.ui, kit::id("kind"), box.take_start(width).middle(28), items, spec);
  if (!picked) return;
  const std::optional<api::MessageClass> chosen = *picked == 0 ? std::nullopt : std::optional(kClasses[*picked - 1]);
  search_for(frame, with_class(frame.state.route.query, chosen, query_reader(frame)));
}

void density_button_view(Frame& frame, kit::Box box) {
  const kit::Id menu = kit::id("density-menu");
  if (kit::icon_button(frame.ui, kit::id("density"), box, theme::Icon::Density, frame.text(Key::Density))) kit::open_menu(frame.ui, menu);
  std::array<kit::MenuItem, kDensities.size()> items{};
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i] = {.id = kit::id("density", static_cast<int>(i)),
                .label = frame.text(kDensityLabels[i]),
                .checked = frame.state.look.density == kDensities[i] ? a11y::Toggled::On : a11y::Toggled::Off};
  }
  const auto picked = kit::menu(frame.ui, menu, box, items, {.name = frame.text(Key::Density), .placement = kit::Placement::BelowEnd});
  if (picked) frame.push(intents::SetDensity{kDensities[*picked]});
}

// A dot and a word: new mail appears by itself. A click pauses that.
void live_view(Frame& frame, kit::Box& box) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const store::AppState& state = frame.state;
  const bool paused = state.live_paused;
  const bool on = state.online && state.live && !paused;
  const Key word = !state.online ? Key::LiveOffline : paused ? Key::LivePaused : state.live ? Key::Live : Key::LiveDown;
  const std::string_view label = frame.text(word);
  const float width = kit::text_width(ui, label, theme::Type::Meta) + 8 + 6 + 16;
  if (width > box.w) return;
  kit::Box at = box.take_end(width).middle(28);
  const kit::Id id = kit::id("live");
  const kit::Interaction it = ui.interact(id, at);
  const std::string_view does = frame.text(paused ? Key::ResumeLive : Key::PauseLive);
  if (it.hovered) kit::fill(ui, at, colors.surface.hover, theme::radius::kSm);
  if (it.ring) kit::focus_ring_inside(ui, at, theme::radius::kSm);
  if (it.hovered) ui.tooltip(id, at, does);
  if (it.clicked) frame.push(intents::PauseLive{!paused});
  ui.record({.id = id,
             .role = a11y::Role::Switch,
             .name = std::string(label),
             .description = std::string(does),
             .rect = at.rect(),
             .toggled = paused ? a11y::Toggled::Off : a11y::Toggled::On,
             .focusable = true});
  at = at.inset(8, 0);
  kit::dot(ui, at.take_start(8), on ? colors.positive.fill : colors.warning.fill);
  at.skip_start(6);
  kit::text(ui, at, label, {.type = theme::Type::Meta, .color = colors.text.muted});
}

std::int64_t left_out_count(const store::AllMatching& all) {
  auto count = static_cast<std::int64_t>(all.except.size());
  for (const api::SelectionSender& sender : all.left_out) count += sender.count;
  return count;
}

a11y::Toggled select_state(const store::MessageList& list) {
  if (list.selection.empty()) return a11y::Toggled::Off;
  if (list.selection.all) return left_out_count(*list.selection.all) == 0 ? a11y::Toggled::On : a11y::Toggled::Mixed;
  std::size_t loaded = 0;
  for (const auto& [number, page] : list.pages) loaded += page.rows.size();
  return list.selection.ids.size() >= loaded ? a11y::Toggled::On : a11y::Toggled::Mixed;
}

void select_box_view(Frame& frame, kit::Box box) {
  const a11y::Toggled value = select_state(frame.state.list);
  if (!kit::checkbox(frame.ui, kit::id("select-all"), box, {.name = frame.text(Key::SelectAllShown), .value = value})) return;
  if (value == a11y::Toggled::Off) {
    frame.push(intents::SelectAllLoaded{});
  } else {
    frame.push(intents::ClearSelection{});
  }
}

// From what is selected to all that match, or how the selection stands to all that match.
void select_more_view(Frame& frame, kit::Box box, std::int64_t count) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  if (const auto& all = frame.state.list.selection.all) {
    const std::int64_t left_out = left_out_count(*all);
    const std::string text = left_out > 0 ? frame.words().count(Key::AllExcept, left_out) : std::string(frame.text(Key::AllThatMatch));
    kit::label(ui, kit::id("all-that-match"), box, text, {.type = theme::Type::Small, .color = colors.accent.soft_on});
    return;
  }
  const std::int64_t total = frame.state.list.total.value_or(0);
  if (total <= count) return;
  const std::string label = frame.words().count(Key::SelectAllMatching, total);
  const kit::ButtonSpec all{.label = label, .style = kit::ButtonStyle::Link, .shortcut = "*"};
  const float width = kit::button_width(ui, all);
  if (width + 11 > box.w) return;
  kit::fill(ui, box.take_start(1).middle(20), colors.line.strong);
  box.skip_start(10);
  if (kit::button(ui, kit::id("select-matching"), box.take_start(width).middle(28), all)) frame.push(intents::SelectAllMatching{});
}

void selection_bar_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::fill(ui, box, colors.surface.selected);
  const kit::GroupScope group(ui, kit::id("selection-bar"), a11y::Role::Toolbar, frame.text(Key::Select), box);
  box = box.inset(theme::space::k4, 0);
  select_box_view(frame, box.take_start(16).middle(24));
  box.skip_start(10);
  const kit::ButtonSpec clear{.label = frame.text(Key::ClearSelection), .style = kit::ButtonStyle::Link, .shortcut = "Esc"};
  const kit::Box clear_box = box.take_end(kit::button_width(ui, clear)).middle(28);
  const std::int64_t count = store::selected_count(frame.state);
  const std::string label = frame.words().count(Key::SelectedCount, count);
  const kit::TextSpec type{.type = theme::Type::Small, .color = colors.accent.soft_on, .weight = kit::Weight::SemiBold};
  const float width = kit::label(ui, kit::id("selected-count"), box, label, type);
  box.skip_start(width + 10);
  select_more_view(frame, box, count);
  if (kit::button(ui, kit::id("clear-selection"), clear_box, clear)) frame.push(intents::ClearSelection{});
}

}  // namespace

namespace {

// Pressed: a wave of near-identical mail takes one row.
void group_button_view(Frame& frame, kit::Box box) {
  const bool grouped = store::groups_waves(frame.state);
  const std::string_view name = frame.text(grouped ? Key::UngroupAlike : Key::GroupAlike);
  if (kit::button(frame.ui, kit::id("group-waves"), box,
                  {.name = name,
                   .icon = theme::Icon::Layers,
                   .style = kit::ButtonStyle::Ghost,
                   .toggled = grouped ? a11y::Toggled::On : a11y::Toggled::Off,
                   .tint = grouped ? frame.palette().accent.fill : theme::Color{}}))
    frame.push(intents::GroupWaves{!grouped});
}

}  // namespace

void toolbar_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  if (!frame.state.list.selection.empty()) {
    selection_bar_view(frame, box);
    return;
  }
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  const kit::GroupScope group(ui, kit::id("toolbar"), a11y::Role::Toolbar, frame.text(Key::ListLabel), box);
  box = box.inset(theme::space::k4, 0);
  select_box_view(frame, box.take_start(16).middle(24));
  box.skip_start(2);
  const kit::Box refresh = box.take_end(28).middle(28).moved(box.rtl() ? -4.0F : 4.0F, 0);
  if (frame.form != ScreenForm::One) {
    box.skip_end(8);
    density_button_view(frame, box.take_end(28).middle(28));
    if (frame.state.session.me && box.w > kGroupButtonRoom) group_button_view(frame, box.take_end(28).middle(28));
  }
  box.skip_end(2);
  live_view(frame, box);
  sort_menu_view(frame, box);
  kind_menu_view(frame, box);
  if (kit::icon_button(ui, kit::id("refresh"), refresh, theme::Icon::Refresh, frame.text(Key::Refresh), "U"))
    frame.push(intents::RefreshList{});
}

void sort_button_view(Frame& frame, kit::Box box) {
  const kit::Id menu = kit::id("sort-menu");
  if (kit::icon_button(frame.ui, kit::id("sort"), box, theme::Icon::Sort, frame.text(Key::SortMenu))) kit::open_menu(frame.ui, menu);
  const auto items = sort_items(frame);
  const auto picked = kit::menu(frame.ui, menu, box, items, {.name = frame.text(Key::SortMenu), .placement = kit::Placement::BelowEnd});
  if (picked) frame.push(intents::SortBy{kSorts[*picked].sort});
}

}  // namespace pratique::views
