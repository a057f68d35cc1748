#include "ui/views/nav/strip_view.hpp"

#include <array>

#include "ui/views/actions.hpp"
#include "ui/views/health/health_view.hpp"
#include "ui/views/log/log_view.hpp"
#include "ui/views/nav/nav_places.hpp"
#include "ui/views/quarantine/search_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kSearchWidth = 280;
constexpr std::array kTabPlaces{&kLogPlace, &kReportPlace, &kListsPlace};

void tabs_view(Frame& frame, kit::Box& box, float reserved) {
  const NavPlace& held = kNavPlaces[0];
  const std::string count = count_of(frame, held);
  std::array<kit::Tab, 1 + kTabPlaces.size()> tabs{};
  std::size_t active = tabs.size();  // settings and the other places of the menu are none of them
  const auto name_all = [&](bool in_short) {
    tabs[0] = {
        .id = kit::id("nav", std::string_view(held.word)), .label = frame.text(in_short ? held.short_label : held.label), .count = count};
    for (std::size_t i = 0; i < kTabPlaces.size(); ++i) {
      const OtherPlace& place = *kTabPlaces[i];
      tabs[i + 1] = {.id = kit::id("nav", std::string_view(place.word)), .label = frame.text(in_short ? place.short_label : place.label)};
    }
  };
  if (frame.state.route.place == store::Place::Quarantine) active = 0;
  for (std::size_t i = 0; i < kTabPlaces.size(); ++i) {
    if (frame.state.route.place == kTabPlaces[i]->place) active = i + 1;
  }
  name_all(false);
  if (kit::tabs_width(frame.ui, tabs) + reserved > box.w) {
    name_all(true);
    if (kit::tabs_width(frame.ui, tabs) + reserved > box.w) tabs[0].count = {};
  }
  const kit::Box at = box.take_start(std::min(kit::tabs_width(frame.ui, tabs), box.w));
  const auto chosen = kit::tabs(frame.ui, kit::id("nav"), at, tabs, active, frame.text(Key::Views));
  if (!chosen) return;
  if (*chosen == 0) {
    go_to(frame, held);
  } else {
    carry_out(frame, kTabPlaces[*chosen - 1]->command);
  }
}

// The places and helpers that have no tab.
void more_view(Frame& frame, kit::Box box) {
  const kit::Id menu = kit::id("strip-menu");
  if (kit::icon_button(frame.ui, kit::id("strip-more"), box, theme::Icon::More, frame.text(Key::More))) kit::open_menu(frame.ui, menu);
  struct Entry {
    kit::MenuItem item;
    Command command;
  };
  std::vector<Entry> entries;
  const auto add = [&](const char* word, Key label, theme::Icon icon, Command command) {
    entries.push_back({{.id = kit::id("strip", std::string_view(word)),
                        .label = frame.text(label),
                        .icon = icon,
                        .shortcut = frame.view.keys.shown(command)},
                       command});
  };
  for (const OtherPlace* place : {&kRequestsPlace, &kHealthPlace, &kSettingsPlace}) {
    if (place->place == store::Place::Requests && !knows_requests(frame.state)) continue;
    if (place->place == store::Place::Health && !knows_health(frame.state)) continue;
    add(place->word, place->label, place->icon, place->command);
  }
  add("history", Key::History, theme::Icon::History, Command::History);
  add("palette", Key::PaletteTitle, theme::Icon::Command, Command::Palette);
  add("help", Key::HelpAndShortcuts, theme::Icon::Keyboard, Command::Sheet);
  std::vector<kit::MenuItem> items;
  for (const Entry& entry : entries) items.push_back(entry.item);
  const auto picked = kit::menu(frame.ui, menu, box, items, {.name = frame.text(Key::More), .placement = kit::Placement::BelowEnd});
  if (picked) carry_out(frame, entries[*picked].command);
}

}  // namespace

void strip_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.base);
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  const kit::GroupScope group(ui, kit::id("strip"), a11y::Role::Navigation, frame.text(Key::Views), box);
  const bool phone = frame.form == ScreenForm::One;
  box = box.inset(theme::space::k4, 0);
  const float size = ui.touch() ? theme::size::target::kTouch : 32.0F;
  const kit::Box more = box.take_end(size).middle(size).moved(box.rtl() ? -8.0F : 8.0F, 0);
  const bool is_log = frame.state.route.place == store::Place::Log;
  const bool searches = !phone && (is_log || frame.state.route.place == store::Place::Quarantine);
  const float reserved = searches ? kSearchWidth + theme::space::k4 + (is_log ? log_buttons_width(frame) : 0) : 0;
  tabs_view(frame, box, reserved);
  if (searches) {
    box.skip_end(theme::space::k2);
    if (is_log) log_buttons_view(frame, box);
    search_view(frame, box.take_end(std::min(kSearchWidth + theme::size::control::kMd, box.w - theme::space::k3)));
  }
  more_view(frame, more);
}

}  // namespace pratique::views
