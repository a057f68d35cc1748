// The places the navigation leads to, with their counts. One table for column, rail, bar and chips.
#pragma once

#include <array>
#include <string>

#include "ui/views/frame.hpp"
#include "ui/views/shortcuts/key_map.hpp"

namespace pratique::views {

struct NavPlace {
  const char* word;  // part of its widgets' ids
  Key label;
  Key short_label;
  theme::Icon icon;
  const char* query;  // of the quarantine
  std::int64_t store::NavCounts::* count;
};

inline constexpr std::array<NavPlace, 4> kNavPlaces{{
    {"held", Key::Quarantine, Key::QuarantineShort, theme::Icon::Quarantine, "", &store::NavCounts::held},
    {"worth", Key::WorthALook, Key::WorthALook, theme::Icon::Eye, store::kWorthALookQuery, &store::NavCounts::worth_a_look},
    {"newsletters", Key::Newsletters, Key::Newsletters, theme::Icon::Newsletter, store::kNewslettersQuery, &store::NavCounts::newsletters},
    {"dangerous", Key::PhishingAndViruses, Key::PhishingAndViruses, theme::Icon::Phish, store::kDangerousQuery,
     &store::NavCounts::dangerous},
}};

// The places beside the quarantine.
struct OtherPlace {
  const char* word;
  Key label;
  Key short_label;
  theme::Icon icon;
  store::Place place;
  Command command;  // that goes there, for its key
};
inline constexpr OtherPlace kRequestsPlace{"requests",        Key::Requests,          Key::RequestsShort,
                                           theme::Icon::Send, store::Place::Requests, Command::GoRequests};
inline constexpr OtherPlace kReportPlace{"report",         Key::ReportPlace, Key::ReportShort, theme::Icon::Report, store::Place::Report,
                                         Command::GoReport};
inline constexpr OtherPlace kListsPlace{"lists",         Key::AllowAndBlock, Key::ListsShort, theme::Icon::Lists, store::Place::Lists,
                                        Command::GoLists};
inline constexpr OtherPlace kSettingsPlace{
    "settings", Key::Settings, Key::SettingsShort, theme::Icon::Settings, store::Place::Settings, Command::GoSettings};
inline constexpr OtherPlace kLogPlace{"log", Key::DeliveryLog, Key::LogShort, theme::Icon::Log, store::Place::Log, Command::GoLog};
inline constexpr OtherPlace kHealthPlace{"health", Key::Health, Key::Health, theme::Icon::Gauge, store::Place::Health, Command::GoHealth};
// An entry of the navigation that leads there.
void other_place_view(Frame& frame, const OtherPlace& place, kit::Box item, kit::NavForm form);

[[nodiscard]] bool is_current(const Frame& frame, const NavPlace& place);
[[nodiscard]] std::string count_of(const Frame& frame, const NavPlace& place);  // "" while unknown
void go_to(Frame& frame, const NavPlace& place);

}  // namespace pratique::views
