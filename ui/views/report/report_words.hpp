// What is said about a reported message: outcome in a word, what came of it in a sentence. Pure but for the locale.
#pragma once

#include <string>

#include "ui/views/frame.hpp"

namespace pratique::views {

struct OutcomeLook {
  theme::Icon icon = theme::Icon::Info;
  theme::Color ink{};
  std::string label;
};
[[nodiscard]] OutcomeLook outcome_look(const Frame& frame, const api::Report& report);
[[nodiscard]] std::string outcome_sentence(const Frame& frame, const api::Report& report,
                                           store::EntryFate fate = store::EntryFate::Undecided);
[[nodiscard]] std::string trace_sentence(const Frame& frame, const api::ReadMessage& read);  // before it is sent
[[nodiscard]] std::string problem_sentence(const Frame& frame, std::string_view problem);
[[nodiscard]] std::string origin_line(const Frame& frame, const api::ReadMessage& read);  // "Ann <ann@…>, 22 Nov 2026"
[[nodiscard]] std::string report_title(const Frame& frame, const api::ReadMessage& read);

}  // namespace pratique::views
