// What dies with the tab of the places beside the quarantine: selection, scroll and drafts of the lists, of requests, of the palette and of
// the settings. Owned by views::ViewState; UI thread.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "client/api/ids.hpp"
#include "client/api/list_entry.hpp"
#include "client/base/clock.hpp"
#include "ui/kit/virtual_list.hpp"

namespace pratique::views {

struct ListsViewState {
  api::ListKind of = api::ListKind::Allow;  // the list that selection and scroll belong to
  std::set<api::ListEntryId> selected;
  std::optional<std::int64_t> cursor;
  kit::ListState list;
  std::int64_t needed = -1;  // rank last asked for
  std::string words;         // of the search, while they are typed
  std::string searched;      // the route's, when `words` were last in step with it
  std::optional<base::MonoTime> due;
  std::string address;  // of the form's sender, to go back to from its domain
  kit::ScrollState form_scroll;
  std::optional<bool> import_question;  // "replace the list?" is asked
  bool doubt_question = false;          // "list it all the same?" is asked
  bool form_was_open = false;
};

struct RequestsViewState {
  kit::ListState list;
  std::optional<std::int64_t> cursor;
  std::optional<api::RequestId> deciding;  // the dialog is open for it …
  bool approving = false;                  // … to say yes, or no with an answer
  std::string answer;
};

struct PaletteViewState {
  bool open = false;
  std::string words;
  std::size_t chosen = 0;
  kit::ScrollState scroll;
};

struct SettingsViewState {
  kit::ScrollState scroll;
  int listening = -1;    // the command that waits for its new key
  std::string conflict;  // what was wrong with the newest one
  int conflict_at = -1;
};

}  // namespace pratique::views
