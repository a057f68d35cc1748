// How what happened to a message looks and reads in the log: icon, colour, the group it is counted in, its reason in a row. Pure but
// for the locale.
#pragma once

#include <array>
#include <span>
#include <string>

#include "client/api/message.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/theme/theme.hpp"

namespace pratique::views {

// Parts of a bar and items of the legend, from the bottom up.
enum class StatusGroup : std::uint8_t { Delivered, Held, Rejected, Deferred, Gone };
inline constexpr std::size_t kStatusGroups = 5;
[[nodiscard]] StatusGroup group_of(api::Status status);
[[nodiscard]] std::span<const api::Status> statuses_of(StatusGroup group);
[[nodiscard]] strings::Key label_of(StatusGroup group);
[[nodiscard]] theme::Color chart_color(const theme::Palette& colors, StatusGroup group);

[[nodiscard]] theme::Icon icon_of(api::Status status);
[[nodiscard]] theme::Color text_color(const theme::Palette& colors, api::Status status);
struct StatusCard {
  theme::Color fill, ink;
};
[[nodiscard]] StatusCard card_of(const theme::Palette& colors, api::Status status);

// "Score 26.8 of 25.0", "Asked to try again later (greylisted)"; the server's own words where no code says it; may be empty.
[[nodiscard]] std::string reason_text(const strings::Catalog& words, const api::MessageSummary& message);
// What can be done about it, one or two sentences.
[[nodiscard]] std::string_view advice_text(const strings::Catalog& words, const api::MessageSummary& message);

}  // namespace pratique::views
