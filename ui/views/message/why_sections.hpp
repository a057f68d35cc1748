// Sections of the Why held tab: each takes its room from the top of the box, and none where there is nothing to say.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void warnings_view(Frame& frame, kit::Box& box, const api::Why& why);
void list_entries_view(Frame& frame, kit::Box& box, const api::Why& why);
void links_view(Frame& frame, kit::Box& box, const api::Why& why);  // targets as text: nothing in the portal opens them
void files_view(Frame& frame, kit::Box& box, const api::Why& why);

// "Carries macros"; what a newer node says, as it says it; empty for no risk.
[[nodiscard]] std::string risk_words(const Frame& frame, std::string_view risk);

// One link or file: icon, name, facts, what is wrong with it, and a button that copies the whole.
struct Finding {
  kit::Id id = 0;
  theme::Icon icon = theme::Icon::None;
  std::string name;
  std::string facts;
  std::string wrong;      // empty: nothing
  std::string copy_name;  // of the button
  std::string copied;
};
void finding_view(Frame& frame, kit::Box& box, const Finding& finding);
void findings_heading_view(Frame& frame, kit::Box& box, kit::Id id, std::string_view title, std::string_view note);

}  // namespace pratique::views
