#include "ui/views/nav/nav_view.hpp"

#include <algorithm>
#include <cmath>

#include "ui/views/actions.hpp"
#include "ui/views/health/health_view.hpp"
#include "ui/views/jobs/job_view.hpp"
#include "ui/views/nav/nav_places.hpp"
#include "ui/views/nav/saved_searches_view.hpp"
#include "ui/views/settings/account_view.hpp"

namespace pratique::views {
namespace {

constexpr float kItemHeight = 36;
constexpr float kNestedHeight = 32;
constexpr float kRailItemHeight = 56;
constexpr float kGap = 2;
constexpr float kMargin = 8;
constexpr float kChipGap = 8;

void head_view(Frame& frame, kit::Box box, bool rail) {
  kit::Ui& ui = frame.ui;
  kit::Box head = box.take_top(theme::size::kHeader);
  if (rail) {
    kit::brand_mark(ui, head.centered(32, 32));
    return;
  }
  head = head.inset(theme::space::k4, 0);
  kit::brand_mark(ui, head.take_start(28).middle(28));
  head.skip_start(10);
  const kit::Box toggle = head.take_end(32).middle(32).moved(head.rtl() ? -4.0F : 4.0F, 0);
  kit::text(ui, head, product_name(frame), {.type = theme::Type::Heading});
  if (frame.form == ScreenForm::Three &&
      kit::icon_button(ui, kit::id("nav-toggle"), toggle, theme::Icon::NavToggle, frame.text(Key::CollapseNavigation))) {
    frame.view.nav.collapsed = true;
  }
}

void full_places_view(Frame& frame, kit::Box& box) {
  for (std::size_t i = 0; i < kNavPlaces.size(); ++i) {
    const NavPlace& place = kNavPlaces[i];
    const bool nested = i > 0;
    const std::string count = count_of(frame, place);
    const kit::Box item = box.take_top(nested ? kNestedHeight : kItemHeight);
    box.skip_top(kGap);
    if (kit::nav_item(frame.ui, kit::id("nav", std::string_view(place.word)), item,
                      {.icon = nested ? theme::Icon::None : place.icon,
                       .label = frame.text(place.label),
                       .count = count,
                       .active = is_current(frame, place),
                       .form = nested ? kit::NavForm::Nested : kit::NavForm::Full,
                       .shortcut = nested ? std::string_view() : frame.view.keys.shown(Command::GoQuarantine)})) {
      go_to(frame, place);
    }
  }
  for (const OtherPlace* place : {&kLogPlace, &kReportPlace, &kRequestsPlace, &kListsPlace}) {
    if (place->place == store::Place::Requests && !knows_requests(frame.state)) continue;
    other_place_view(frame, *place, box.take_top(kItemHeight), kit::NavForm::Full);
    box.skip_top(kGap);
  }
}

void full_view(Frame& frame, kit::Box box) {
  head_view(frame, box, false);
  box.skip_top(theme::size::kHeader);
  kit::Box account = box.take_bottom(theme::size::kHeader);
  box = box.inset(kMargin, kMargin);
  kit::Box help = box.take_bottom(kItemHeight);
  box.skip_bottom(kGap);
  other_place_view(frame, kSettingsPlace, box.take_bottom(kItemHeight), kit::NavForm::Full);
  box.skip_bottom(kGap);
  if (knows_health(frame.state)) {
    other_place_view(frame, kHealthPlace, box.take_bottom(kItemHeight), kit::NavForm::Full);
    box.skip_bottom(kGap);
  }
  const kit::Box history = box.take_bottom(kItemHeight);
  full_places_view(frame, box);
  saved_searches_view(frame, box);
  if (kit::nav_item(frame.ui, kit::id("nav-history"), history, {.icon = theme::Icon::History, .label = frame.text(Key::History)}))
    open_history(frame);
  if (kit::nav_item(
          frame.ui, kit::id("nav-help"), help,
          {.icon = theme::Icon::Keyboard, .label = frame.text(Key::HelpAndShortcuts), .shortcut = frame.view.keys.shown(Command::Sheet)})) {
    frame.view.shortcuts_open = true;
  }
  account_row_view(frame, account);
}

void rail_view(Frame& frame, kit::Box box) {
  head_view(frame, box, true);
  box.skip_top(theme::size::kHeader);
  box = box.inset(4, kMargin);
  kit::Box account = box.take_bottom(44);
  box.skip_bottom(kGap);
  const kit::Box help = box.take_bottom(kRailItemHeight);
  if (frame.form == ScreenForm::Three) {
    const kit::Box expand = box.take_bottom(44);
    if (kit::icon_button(frame.ui, kit::id("nav-toggle"), expand.centered(40, 40), theme::Icon::NavToggle,
                         frame.text(Key::ExpandNavigation))) {
      frame.view.nav.collapsed = false;
    }
  }
  const kit::Box history = box.take_bottom(44);
  if (kit::icon_button(frame.ui, kit::id("nav-history"), history.centered(40, 40), theme::Icon::History, frame.text(Key::History)))
    open_history(frame);
  const NavPlace& held = kNavPlaces[0];
  if (kit::nav_item(frame.ui, kit::id("nav", std::string_view(held.word)), box.take_top(kRailItemHeight),
                    {.icon = held.icon,
                     .label = frame.text(held.short_label),
                     .active = frame.state.route.place == store::Place::Quarantine,
                     .form = kit::NavForm::Rail,
                     .shortcut = frame.view.keys.shown(Command::GoQuarantine)})) {
    go_to(frame, held);
  }
  other_place_view(frame, kLogPlace, box.take_top(kRailItemHeight), kit::NavForm::Rail);
  other_place_view(frame, kReportPlace, box.take_top(kRailItemHeight), kit::NavForm::Rail);
  if (knows_requests(frame.state)) other_place_view(frame, kRequestsPlace, box.take_top(kRailItemHeight), kit::NavForm::Rail);
  other_place_view(frame, kListsPlace, box.take_top(kRailItemHeight), kit::NavForm::Rail);
  other_place_view(frame, kSettingsPlace, box.take_bottom(kRailItemHeight), kit::NavForm::Rail);
  if (knows_health(frame.state) && box.h >= kRailItemHeight)
    other_place_view(frame, kHealthPlace, box.take_bottom(kRailItemHeight), kit::NavForm::Rail);
  if (kit::nav_item(frame.ui, kit::id("nav-help"), help,
                    {.icon = theme::Icon::Keyboard,
                     .label = frame.text(Key::HelpShort),
                     .form = kit::NavForm::Rail,
                     .shortcut = frame.view.keys.shown(Command::Sheet)})) {
    frame.view.shortcuts_open = true;
  }
  account_button_view(frame, account.centered(40, 40));
}

}  // namespace

void nav_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.app);
  kit::line(ui, box, kit::Edge::End, frame.palette().line.divider);
  const kit::GroupScope group(ui, kit::id("nav"), a11y::Role::Navigation, frame.text(Key::Views), box);
  if (box.w > theme::size::nav::kRail) {
    full_view(frame, box);
  } else {
    rail_view(frame, box);
  }
}

void bottom_bar_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.base);
  kit::line(ui, box, kit::Edge::Top, frame.palette().line.divider);
  const kit::GroupScope group(ui, kit::id("nav"), a11y::Role::Navigation, frame.text(Key::Views), box);
  box = box.inset(kMargin, 4);
  const NavPlace& held = kNavPlaces[0];
  const bool asks = knows_requests(frame.state);
  const float slot = box.w / (asks ? 6 : 5);
  const kit::Box first = box.take_start(slot);
  if (kit::nav_item(ui, kit::id("nav", std::string_view(held.word)), first.centered(std::min(slot, 88.0F), first.h),
                    {.icon = held.icon,
                     .label = frame.text(held.short_label),
                     .active = frame.state.route.place == store::Place::Quarantine,
                     .form = kit::NavForm::Rail})) {
    go_to(frame, held);
  }
  for (const OtherPlace* place : {&kLogPlace, &kReportPlace, &kRequestsPlace, &kListsPlace}) {
    if (place->place == store::Place::Requests && !asks) continue;
    other_place_view(frame, *place, box.take_start(slot).centered(std::min(slot, 88.0F), box.h), kit::NavForm::Rail);
  }
  const kit::Box more = box.centered(std::min(slot, 88.0F), box.h);
  if (kit::nav_item(ui, kit::id("nav-more"), more,
                    {.icon = theme::Icon::Menu, .label = frame.text(Key::More), .form = kit::NavForm::Rail})) {
    kit::open_menu(ui, account_menu_id());
  }
  account_menu_view(frame, more, kit::Placement::AboveEnd);
}

namespace {

// Also moves the row of chips while one is dragged.
bool kind_chip_view(Frame& frame, kit::Id id, const kit::Box& box, std::string_view label, bool current) {
  kit::Ui& ui = frame.ui;
  QuarantineViewState& state = frame.view.quarantine;
  const kit::Interaction it = ui.interact(id, box);
  if (it.pressed) state.chips_pressed_at = state.chips_scroll;
  if (it.dragging) state.chips_scroll = state.chips_pressed_at + (box.rtl() ? it.drag_x : -it.drag_x);
  const theme::Palette& colors = frame.palette();
  const theme::Color rest = it.hovered ? colors.surface.pressed : colors.surface.chip;
  kit::fill(ui, box, current ? colors.accent.soft : rest, theme::radius::kPill);
  if (it.ring) kit::focus_ring_inside(ui, box, theme::radius::kPill);
  kit::text(ui, box, label,
            {.type = theme::Type::Small,
             .color = current ? colors.accent.soft_on : colors.text.secondary,
             .weight = current ? kit::Weight::SemiBold : kit::Weight::Regular,
             .align = kit::Align::Center});
  ui.record({.id = id, .role = a11y::Role::Link, .name = std::string(label), .rect = box.rect(), .selected = current, .focusable = true});
  return it.clicked && std::abs(state.chips_scroll - state.chips_pressed_at) < 6;
}

}  // namespace

void kind_chips_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  const kit::ClipScope clip(ui, box);
  const kit::GroupScope group(ui, kit::id("kind-chips"), a11y::Role::Navigation, frame.text(Key::KindMenu), box);
  float& scroll = frame.view.quarantine.chips_scroll;
  const kit::Box row = box.inset(theme::space::k4, 0).middle(36);
  float at = -scroll;
  for (const NavPlace& place : kNavPlaces) {
    const bool all = place.query[0] == '\0';
    std::string label(frame.text(all ? Key::AllKinds : place.label));
    if (const std::string count = count_of(frame, place); !all && !count.empty()) label += " " + count;
    const float width = kit::text_width(ui, label, theme::Type::Small, kit::Weight::SemiBold) + 28;
    const kit::Box chip{row.rtl() ? row.right() - at - width : row.x + at, row.y, width, row.h, row.direction};
    if (kind_chip_view(frame, kit::id("kind-chip", std::string_view(place.word)), chip, label, is_current(frame, place)))
      go_to(frame, place);
    at += width + kChipGap;
  }
  scroll = std::clamp(scroll, 0.0F, std::max(at + scroll - kChipGap - row.w, 0.0F));
}

}  // namespace pratique::views
