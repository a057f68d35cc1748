// What dies with the tab of the report view: scroll, which cards are explained, and a source that is being pasted. Owned by
// views::ViewState; UI thread.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "client/api/ids.hpp"
#include "ui/kit/scroll_area.hpp"

namespace pratique::views {

struct PasteForm {
  std::string source;
  std::int64_t given = 0;    // files that were known when it opened: one more, and it has done its work
  bool asked_focus = false;  // the dialog put the focus into its field once
};

struct ReportViewState {
  kit::ScrollState scroll;
  kit::ScrollState history_scroll;
  std::set<api::ReportId> explained;
  std::optional<PasteForm> paste;
};

}  // namespace pratique::views
