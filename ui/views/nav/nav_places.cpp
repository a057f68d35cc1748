#include "ui/views/nav/nav_places.hpp"

#include "ui/strings/format.hpp"

namespace pratique::views {

bool is_current(const Frame& frame, const NavPlace& place) {
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

void go_to(Frame& frame, const NavPlace& place) {
  store::Route route;
  route.query = place.query;
  route.sort = frame.state.route.sort;
  frame.push(intents::Navigate{route});
}

}  // namespace pratique::views
