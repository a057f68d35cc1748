#include "ui/views/nav/nav_places.hpp"

#include "ui/strings/format.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {

bool is_current(const Frame& frame, const NavPlace& place) {
  if (frame.state.route.place != store::Place::Quarantine) return false;
  // A search that is none of the four stands below Quarantine.
  if (frame.state.route.query == place.query) return true;
  if (place.query[0] != '\0') return false;
  for (const NavPlace& other : kNavPlaces) {
    if (frame.state.route.query == other.query) return false;
  }
  return true;
}

std::string count_of(const Frame& frame, const NavPlace& place) {
  const store::NavCounts* counts = frame.state.nav_counts.value();
  return counts ? strings::number(frame.words(), counts->*place.count) : std::string();
}

void other_place_view(Frame& frame, const OtherPlace& place, kit::Box item, kit::NavForm form) {
  const bool counts = place.place == store::Place::Requests && frame.state.requests.open.value_or(0) > 0;
  const std::string count = counts ? strings::number(frame.words(), *frame.state.requests.open) : std::string();
  if (kit::nav_item(frame.ui, kit::id("nav", std::string_view(place.word)), item,
                    {.icon = place.icon,
                     .label = frame.text(form == kit::NavForm::Rail ? place.short_label : place.label),
                     .count = count,
                     .active = frame.state.route.place == place.place,
                     .form = form,
                     .shortcut = frame.view.keys.shown(place.command)})) {
    carry_out(frame, place.command);
  }
}

void go_to(Frame& frame, const NavPlace& place) {
  store::Route route;
  route.query = place.query;
  route.sort = frame.state.route.sort;
  frame.push(intents::Navigate{route});
}

}  // namespace pratique::views
