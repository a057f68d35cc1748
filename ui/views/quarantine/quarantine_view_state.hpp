// The list pane's drafts: search text being typed, filter form, scroll, swipe. Owned by views::ViewState; UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/api/message.hpp"
#include "ui/kit/histogram.hpp"
#include "ui/kit/virtual_list.hpp"

namespace pratique::views {

struct FilterForm {
  std::string from, to, subject, after, before, score;
  std::optional<api::MessageClass> kind;
  bool files = false;
  bool unseen = false;
  std::string rest;  // what the form has no field for; kept as it is
  bool operator==(const FilterForm&) const = default;
};

// The query as chips and the words behind them. Typing searches after a pause; Enter turns finished operators into chips.
struct SearchDraft {
  std::string query;               // the route's, when the two below were last in step with it
  std::string sent;                // what was searched for since: the route will say the same
  std::vector<std::string> chips;  // as typed: "from:anna", "-kind:spam"
  std::string words;
  std::optional<base::MonoTime> due;  // when the pause ends
  bool operator==(const SearchDraft&) const = default;
};

struct SuggestState {
  std::optional<std::size_t> at;  // reached by the arrows
  bool dismissed = false;         // until something is typed, or the field left
  bool operator==(const SuggestState&) const = default;
};

struct Swipe {  // a finger that moves a row sideways
  std::optional<api::MessageId> row;
  float start_x = 0, start_y = 0;
  float moved = 0;
  float speed = 0;              // pixels a millisecond, of the last steps
  std::int64_t stepped_ms = 0;  // mono time of the last step
  bool begun = false;           // past the slop and more sideways than down
  bool ignored = false;         // this touch scrolls
  bool operator==(const Swipe&) const = default;
};

struct QuarantineViewState {
  SearchDraft search;
  SuggestState suggest;
  FilterForm filter;
  kit::ListState list;
  kit::HistogramState histogram;
  std::optional<kit::BarRange> painting;  // drawn while the drag goes on; the query follows when it ends
  Swipe swipe;
  std::int64_t needed_first = -1;  // ranks last asked for
  std::int64_t needed_last = -1;
  float chips_scroll = 0;  // of the phone's row of kinds
  float chips_pressed_at = 0;
};

}  // namespace pratique::views
