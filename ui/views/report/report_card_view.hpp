// One card of the report view: tile, title, what it is at the end, a few lines, and links for what to do next.
#pragma once

#include <string>
#include <vector>

#include "ui/views/report/report_words.hpp"

namespace pratique::views {

enum class CardAct : std::uint8_t { DeleteEntry, KeepEntry, EntryBack, Block, ShowLog, Quarantine, Why, Undo, TryAgain, Remove };

struct CardLink {
  CardAct act;
  std::string label;
};
struct Card {
  kit::Id id = 0;
  theme::Tone tone = theme::Tone::Unsure;
  theme::Icon icon = theme::Icon::Unsure;
  std::string title;
  OutcomeLook outcome;
  std::string text;   // LF begins a line
  std::string error;  // what went wrong, below the text
  std::vector<CardLink> links;
  std::string remove_name;  // of the cross; empty: none
};

// Takes the card's height off the top of `box`; answers what was chosen. Nothing is drawn where nobody sees it.
std::optional<CardAct> card_view(Frame& frame, kit::Box& box, const Card& card);

[[nodiscard]] Card card_of(const Frame& frame, const store::ReportFile& file);
[[nodiscard]] Card card_of(const Frame& frame, const api::ReadMessage& unread);
[[nodiscard]] Card card_of(const Frame& frame, const store::Reported& reported);
[[nodiscard]] Card card_of(const Frame& frame, const api::Report& report, store::EntryFate fate = store::EntryFate::Undecided);
// What the links of a reported message do.
void carry_out(Frame& frame, CardAct act, const api::Report& report);

}  // namespace pratique::views
