// What could be meant by what is typed into the search so far: operators, their known values, recent and saved searches. Pure.
#pragma once

#include <string>
#include <vector>

#include "ui/views/frame.hpp"
#include "ui/views/quarantine/query_draft.hpp"

namespace pratique::views {

inline constexpr std::size_t kMaxSuggestions = 8;

struct Suggestion {
  std::string label;
  std::string note;   // what it means, or how many there are
  std::string words;  // of the field when it is taken
  enum class Kind : std::uint8_t {
    Operator,  // its value is still to come
    Value,     // a finished operator
    Search,    // a whole search, in place of everything
  } kind = Kind::Value;
  theme::Icon icon = theme::Icon::Search;
};

// For the words of a draft, typed at their end. Empty when nothing fits.
[[nodiscard]] std::vector<Suggestion> suggestions(const Frame& frame, const SearchDraft& draft);

// The list under the field, while that has the focus: draws it and answers what was chosen by pointer.
[[nodiscard]] std::optional<std::size_t> suggestions_view(Frame& frame, const kit::Box& field, const std::vector<Suggestion>& offered);

}  // namespace pratique::views
